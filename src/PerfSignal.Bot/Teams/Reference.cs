using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams;

/// <summary>The way back to somebody who wrote, from an authenticated activity.</summary>
/// <param name="ServiceUrl">Where Teams' connector is reached for this conversation; its host is allowed.</param>
/// <param name="MemberId">The account within the conversation (`29:…`).</param>
/// <param name="UserId">The Entra object id; null where the activity does not say it.</param>
internal sealed record Reference(string ServiceUrl, string ConversationId, string MemberId, string? UserId, string TenantId);

/// <summary>Asks Teams who a member of a conversation is; null where it does not say.</summary>
internal delegate Task<ChatIdentity?> DescribeMember(Reference reference, CancellationToken ct);

/// <summary>Says a sentence, as plain text, to somebody whom the directory does not know and to whom nothing can be queued; false where Teams did not take it.</summary>
internal delegate Task<bool> SayTo(Reference reference, string text, CancellationToken ct);
