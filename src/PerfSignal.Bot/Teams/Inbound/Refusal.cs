namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Why something that claims to come from Teams is not let in.</summary>
internal enum Refusal
{
    TokenMissing,
    TokenMalformed,
    TokenAlgorithm,
    TokenKey,
    TokenSignature,
    TokenIssuer,
    TokenAudience,
    TokenExpired,
    TokenNotYetValid,
    TokenLifetime,
    TokenServiceUrl,
    Channel,
    Endorsement,
    Tenant,
    ServiceHost,
}
