using System.Collections.Concurrent;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>A token by which the service account reads one person's calendar, or why there is none.</summary>
internal sealed record GoogleToken(string? Value, CalendarSync.Failed? Failed, Instant Until);

/// <summary>
/// Gets tokens for the people of the organisation by domain-wide delegation (https://developers.google.com/identity/protocols/oauth2/service-account),
/// keeps them while they are good, and asks once where several want the same.
/// </summary>
internal sealed class GoogleTokens(ServiceAccountKey key, Uri endpoint, HttpMessageHandler handler, TimeProvider clock)
{
    /// <summary>The least that shows who takes part in an event.</summary>
    public const string Scope = "https://www.googleapis.com/auth/calendar.events.readonly";

    private static readonly Duration Early = Duration.FromMinutes(5);
    private static readonly Duration Sweep = Duration.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Lazy<Task<GoogleToken>>> tokens = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Of so many people with no token among them it is not the addresses.</summary>
    private const int EnoughToTell = 3;
    private readonly ConcurrentDictionary<string, bool> served = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> unaccepted = new(StringComparer.OrdinalIgnoreCase);
    private readonly TokenClock tokenClock = new(clock);
    private readonly SharedHandler http = new(handler);
    private Instant swept = clock.Now();

    public async Task<GoogleToken> For(string email, CancellationToken ct)
    {
        var known = tokens.GetOrAdd(email, Ask);
        if (IsSpent(known))
        {
            Drop(email, known);
            known = tokens.GetOrAdd(email, Ask);
        }

        var token = await known.Value.WaitAsync(ct);
        if (token.Failed is not null)
        {
            Drop(email, known);
        }

        return token;
    }

    /// <summary>Google did not take the token any more; the next one is asked for anew.</summary>
    public void Forget(string email, GoogleToken token)
    {
        if (
            tokens.TryGetValue(email, out var known)
            && known is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } done }
            && ReferenceEquals(done.Result, token)
        )
        {
            Drop(email, known);
        }
    }

    private bool IsSpent(Lazy<Task<GoogleToken>> known) =>
        known is { IsValueCreated: true, Value: { IsCompleted: true } done }
        && (!done.IsCompletedSuccessfully || done.Result.Until <= clock.Now());

    private void Drop(string email, Lazy<Task<GoogleToken>> known) => tokens.TryRemove(KeyValuePair.Create(email, known));

    private Lazy<Task<GoogleToken>> Ask(string email) =>
        new(() =>
        {
            SweepOld();
            // Several may wait for it, so no one's cancellation ends it; it has a time limit of its own.
            return Request(email);
        });

    private async Task<GoogleToken> Request(string email)
    {
        try
        {
            var credential = new ServiceAccountCredential(
                new ServiceAccountCredential.Initializer(key.ClientEmail, endpoint.AbsoluteUri)
                {
                    User = email,
                    Scopes = [Scope],
                    KeyId = key.KeyId,
                    Clock = tokenClock,
                    HttpClientFactory = http,
                    // Who schedules the readings decides when to try again.
                    DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
                }.FromPrivateKey(key.PrivateKey)
            );
            return await credential.RequestAccessTokenAsync(CancellationToken.None) && credential.Token is { AccessToken.Length: > 0 } token
                ? Good(email, token)
                : Bad(new CalendarSync.Failed(CalendarTrouble.Invalid, "token answer without a token"));
        }
        catch (TokenResponseException refused)
        {
            return Bad(GoogleRefusal.OfToken(refused.Error, refused.StatusCode, Unaccepted(email)));
        }
        catch (HttpRequestException failed)
        {
            return Bad(new CalendarSync.Failed(CalendarTrouble.Transient, $"token: {failed.HttpRequestError}"));
        }
        catch (TaskCanceledException)
        {
            return Bad(new CalendarSync.Failed(CalendarTrouble.Transient, "token: timeout"));
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return Bad(new CalendarSync.Failed(CalendarTrouble.Transient, "token answer is no JSON"));
        }
    }

    private GoogleToken Good(string email, TokenResponse token)
    {
        served[Domain(email)] = true;
        unaccepted.Clear();
        var life = Duration.FromSeconds(Math.Clamp(token.ExpiresInSeconds ?? 0, 0, 3600));
        return new GoogleToken(token.AccessToken, null, clock.Now() + Duration.Max(life - Early, life / 2));
    }

    /// <summary>A failure is not kept: whoever asks next asks Google.</summary>
    private static GoogleToken Bad(CalendarSync.Failed failed) => new(null, failed, Instant.MinValue);

    /// <summary>
    /// Google says the same of a delegation that is missing and of an address outside the organisation's domains. Where others got tokens and
    /// nobody of this domain ever did, it is the address. Before anybody got one it is not known, and the first does not hold up the others.
    /// </summary>
    private CalendarTrouble Unaccepted(string email)
    {
        if (!served.IsEmpty)
        {
            return served.ContainsKey(Domain(email)) ? CalendarTrouble.Unauthorized : CalendarTrouble.NoCalendar;
        }

        if (unaccepted.Count < EnoughToTell)
        {
            unaccepted[email] = true;
        }

        return unaccepted.Count < EnoughToTell ? CalendarTrouble.Transient : CalendarTrouble.Unauthorized;
    }

    private static string Domain(string email) => email[(email.LastIndexOf('@') + 1)..];

    private void SweepOld()
    {
        var now = clock.Now();
        if (now - swept < Sweep)
        {
            return;
        }

        swept = now;
        foreach (var (email, known) in tokens.Where(pair => IsSpent(pair.Value)))
        {
            Drop(email, known);
        }
    }

    private sealed class TokenClock(TimeProvider clock) : global::Google.Apis.Util.IClock
    {
        public DateTime Now => clock.GetLocalNow().DateTime;
        public DateTime UtcNow => clock.GetUtcNow().UtcDateTime;
    }

    /// <summary>One pool of connections for all credentials, and bounds on what is read of an answer.</summary>
    private sealed class SharedHandler(HttpMessageHandler handler) : global::Google.Apis.Http.IHttpClientFactory
    {
        public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args)
        {
            var client = new ConfigurableHttpClient(new ConfigurableMessageHandler(handler), disposeHandler: false)
            {
                Timeout = TimeSpan.FromSeconds(30),
                MaxResponseContentBufferSize = 1024 * 1024,
            };
            foreach (var initializer in args.Initializers)
            {
                initializer.Initialize(client);
            }

            return client;
        }
    }
}
