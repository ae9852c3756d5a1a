using System.Globalization;
using System.Text.Json.Nodes;

namespace PerfSignal.Tests.Fakes;

/// <summary>The methods of the stand-in's Web API; error words as on each method's page at https://docs.slack.dev/reference/methods.</summary>
internal sealed class SlackMethods(SlackState state, TimeProvider clock)
{
    /// <summary>Methods that read take forms only.</summary>
    private static readonly HashSet<string> FormOnly = ["users.info", "users.lookupByEmail", "conversations.history"];

    private static readonly Dictionary<string, string> Scopes = new()
    {
        ["chat.postMessage"] = "chat:write",
        ["chat.update"] = "chat:write",
        ["chat.delete"] = "chat:write",
        ["conversations.open"] = "im:write",
        ["conversations.history"] = "im:history",
        ["users.info"] = "users:read",
        ["users.lookupByEmail"] = "users:read.email",
    };

    public static JsonObject No(string word) => new() { ["ok"] = false, ["error"] = word };

    private static JsonObject Yes() => new() { ["ok"] = true };

    public JsonObject Answer(SlackCall call)
    {
        if (call.Method == "oauth.v2.access")
        {
            return Access(call);
        }

        if (call.Token is null)
        {
            return No("not_authed");
        }

        if (!state.Tokens.TryGetValue(call.Token, out var token))
        {
            return No("invalid_auth");
        }

        if (token.Revoked)
        {
            return No("token_revoked");
        }

        if (token.Ends <= clock.GetUtcNow())
        {
            return No("token_expired");
        }

        if (Scopes.TryGetValue(call.Method, out var needed) && !token.Scopes.Split(',').Contains(needed))
        {
            return new JsonObject
            {
                ["ok"] = false,
                ["error"] = "missing_scope",
                ["needed"] = needed,
                ["provided"] = token.Scopes,
            };
        }

        if (!call.AsForm && FormOnly.Contains(call.Method))
        {
            return No("invalid_arguments");
        }

        return call.Method switch
        {
            "auth.test" => AuthTest(token),
            "users.info" => Info(call.Arguments, token),
            "users.lookupByEmail" => ByEmail(call.Arguments, token),
            "conversations.open" => Open(call.Arguments, token),
            "conversations.history" => History(call.Arguments, token),
            "chat.postMessage" => Post(call.Arguments, token),
            "chat.update" => Update(call.Arguments, token),
            "chat.delete" => Delete(call.Arguments, token),
            "views.open" or "views.push" => OpenView(call),
            "views.update" => UpdateView(call.Arguments),
            "views.publish" => Publish(call.Arguments, token),
            _ => No("unknown_method"),
        };
    }

    private JsonObject Access(SlackCall call)
    {
        var arguments = call.Arguments;
        if (!call.AsForm)
        {
            return No("invalid_arguments");
        }

        if (arguments["client_id"]?.ToString() != state.ClientId)
        {
            return No("invalid_client_id");
        }

        if (arguments["client_secret"]?.ToString() != state.ClientSecret)
        {
            return No("bad_client_secret");
        }

        var renews = arguments["grant_type"]?.ToString() == "refresh_token";
        if (!state.Grants.TryRemove(arguments[renews ? "refresh_token" : "code"]?.ToString() ?? "", out var answer))
        {
            return No(renews ? "invalid_refresh_token" : "invalid_code");
        }

        answer["ok"] = true;
        var ends = answer["expires_in"] is { } seconds ? clock.GetUtcNow().AddSeconds(seconds.GetValue<int>()) : (DateTimeOffset?)null;
        var workspace = (answer["team"]?["id"] ?? answer["enterprise"]?["id"])!.ToString();
        state.Token(answer["access_token"]!.ToString(), workspace, answer["scope"]?.ToString() ?? SlackState.AllScopes, ends);
        if (answer["refresh_token"]?.ToString() is { } refresh)
        {
            var next = (JsonObject)answer.DeepClone();
            next["access_token"] = state.Number("xoxe.xoxb-");
            next["refresh_token"] = state.Number("xoxe-");
            next["expires_in"] = state.TokenSeconds;
            state.Grant(refresh, next);
        }

        return (JsonObject)answer.DeepClone();
    }

    private static JsonObject AuthTest(SlackToken token) =>
        new()
        {
            ["ok"] = true,
            ["url"] = "https://example.slack.com/",
            ["team"] = "Example",
            ["team_id"] = token.Workspace,
            ["user"] = "perfsignal",
            ["user_id"] = token.BotUser,
            ["bot_id"] = "B1",
            ["is_enterprise_install"] = false,
        };

    private JsonObject Info(JsonObject arguments, SlackToken token) =>
        state.Users.TryGetValue((token.Workspace, arguments["user"]?.ToString() ?? ""), out var user)
            ? new JsonObject { ["ok"] = true, ["user"] = user.DeepClone() }
            : No("user_not_found");

    private JsonObject ByEmail(JsonObject arguments, SlackToken token)
    {
        var email = arguments["email"]?.ToString();
        var user = state
            .Users.Where(pair => pair.Key.Workspace == token.Workspace)
            .Select(pair => pair.Value)
            .FirstOrDefault(user =>
                string.Equals(user["profile"]?["email"]?.ToString(), email, StringComparison.OrdinalIgnoreCase)
                && user["deleted"]?.GetValue<bool>() != true
            );
        return user is null ? No("users_not_found") : new JsonObject { ["ok"] = true, ["user"] = user.DeepClone() };
    }

    private JsonObject Open(JsonObject arguments, SlackToken token)
    {
        var user = arguments["users"]?.ToString() ?? "";
        if (!state.Users.TryGetValue((token.Workspace, user), out var known))
        {
            return No("user_not_found");
        }

        if (known["deleted"]?.GetValue<bool>() == true)
        {
            return No("user_disabled");
        }

        if (known["is_bot"]?.GetValue<bool>() == true)
        {
            return No("cannot_dm_bot");
        }

        var id = state.Directs.GetOrAdd((token.Workspace, user), _ => state.Number("D"));
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = new JsonObject { ["id"] = id },
        };
    }

    private JsonObject History(JsonObject arguments, SlackToken token)
    {
        var channel = arguments["channel"]?.ToString();
        if (!IsChannel(channel, token))
        {
            return No("channel_not_found");
        }

        // Other conversations than those with the bot need a scope of their own (https://docs.slack.dev/reference/methods/conversations.history).
        if (state.Channels.ContainsKey((token.Workspace, channel!)) && !token.Scopes.Split(',').Contains("channels:history"))
        {
            return No("missing_scope");
        }

        var (now, oldest) = (clock.GetUtcNow(), Number(arguments["oldest"]) ?? 0);
        var limit = (int)(Number(arguments["limit"]) ?? 100);
        var latest = Number(arguments["cursor"]) ?? Number(arguments["latest"]) ?? decimal.MaxValue;
        var withMetadata = arguments["include_all_metadata"]?.ToString().ToLowerInvariant() is "true" or "1";
        var seen = state
            .Posts.Where(post => post.Channel == channel && !post.Deleted && post.VisibleAt <= now)
            .Select(post => (Ts: decimal.Parse(post.Ts, CultureInfo.InvariantCulture), Post: post))
            .Where(one => one.Ts > oldest && one.Ts < latest)
            .OrderByDescending(one => one.Ts)
            .Take(limit + 1)
            .ToList();
        var page = seen.Take(limit).ToList();
        var more = seen.Count > limit;
        return new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([.. page.Select(one => Shown(one.Post, token, withMetadata))]),
            ["has_more"] = more,
            ["response_metadata"] = new JsonObject { ["next_cursor"] = more ? page[^1].Post.Ts : "" },
        };
    }

    private static JsonObject Shown(SlackPost post, SlackToken token, bool withMetadata)
    {
        var shown = new JsonObject
        {
            ["type"] = "message",
            ["user"] = token.BotUser,
            ["bot_id"] = "B1",
            ["ts"] = post.Ts,
            ["text"] = post.Text,
        };
        if (post.Metadata is { } metadata)
        {
            // Without include_all_metadata only the type of the event is told.
            shown["metadata"] = withMetadata
                ? metadata.DeepClone()
                : new JsonObject { ["event_type"] = metadata["event_type"]?.DeepClone(), ["event_payload"] = new JsonObject() };
        }

        return shown;
    }

    private JsonObject Post(JsonObject arguments, SlackToken token)
    {
        var channel = arguments["channel"]?.ToString() ?? "";
        if (state.Users.ContainsKey((token.Workspace, channel)))
        {
            channel = state.Directs.GetOrAdd((token.Workspace, channel), _ => state.Number("D"));
        }

        if (!IsChannel(channel, token))
        {
            return No("channel_not_found");
        }

        if (state.Channels.TryGetValue((token.Workspace, channel), out var member) && !member)
        {
            return No("not_in_channel");
        }

        if (Refusal(arguments) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var post = new SlackPost(channel, state.NextTs(now), now + state.VisibleAfter())
        {
            Workspace = token.Workspace,
            Text = arguments["text"]?.ToString(),
            Blocks = arguments["blocks"]?.DeepClone().AsArray(),
            Metadata = arguments["metadata"]?.DeepClone().AsObject(),
        };
        state.Posts.Enqueue(post);
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = channel,
            ["ts"] = post.Ts,
            ["message"] = Shown(post, token, withMetadata: false),
        };
    }

    private JsonObject Update(JsonObject arguments, SlackToken token)
    {
        var channel = arguments["channel"]?.ToString();
        if (!IsChannel(channel, token))
        {
            return No("channel_not_found");
        }

        if (Find(channel, arguments) is not { } post)
        {
            return No("message_not_found");
        }

        if (Refusal(arguments) is { } refusal)
        {
            return refusal;
        }

        post.Text = arguments["text"]?.ToString();
        // Blocks that are left out stay as they were.
        post.Blocks = arguments["blocks"]?.DeepClone().AsArray() ?? post.Blocks;
        post.Edits++;
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = channel,
            ["ts"] = post.Ts,
            ["text"] = post.Text,
        };
    }

    private JsonObject Delete(JsonObject arguments, SlackToken token)
    {
        var channel = arguments["channel"]?.ToString();
        if (!IsChannel(channel, token))
        {
            return No("channel_not_found");
        }

        if (Find(channel, arguments) is not { } post)
        {
            return No("message_not_found");
        }

        post.Deleted = true;
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = channel,
            ["ts"] = post.Ts,
        };
    }

    private JsonObject OpenView(SlackCall call)
    {
        var view = call.Arguments["view"] as JsonObject;
        if (SlackBlockRules.View(view) is { } wrong)
        {
            return Wrong(wrong);
        }

        if (state.UseTrigger(call.Arguments["trigger_id"]?.ToString(), clock.GetUtcNow()) is { } word)
        {
            return No(word);
        }

        var id = state.Number("V");
        var opened = new SlackView(id, id)
        {
            View = (JsonObject)view!.DeepClone(),
            ExternalId = view["external_id"]?.ToString(),
            Hash = state.Number("h."),
        };
        state.Views[id] = opened;
        return Shown(opened);
    }

    private JsonObject UpdateView(JsonObject arguments)
    {
        var view = arguments["view"] as JsonObject;
        if (SlackBlockRules.View(view) is { } wrong)
        {
            return Wrong(wrong);
        }

        var (id, external) = (arguments["view_id"]?.ToString(), arguments["external_id"]?.ToString());
        var found = state.Views.Values.FirstOrDefault(open => open.Id == id || (external is not null && open.ExternalId == external));
        if (found is null)
        {
            return No("not_found");
        }

        if (arguments["hash"]?.ToString() is { } hash && hash != found.Hash)
        {
            return No("hash_conflict");
        }

        (found.View, found.Hash) = ((JsonObject)view!.DeepClone(), state.Number("h."));
        return Shown(found);
    }

    private JsonObject Publish(JsonObject arguments, SlackToken token)
    {
        var (view, user) = (arguments["view"] as JsonObject, arguments["user_id"]?.ToString() ?? "");
        if (SlackBlockRules.View(view) is { } wrong)
        {
            return Wrong(wrong);
        }

        if (!state.Users.ContainsKey((token.Workspace, user)))
        {
            return No("user_not_found");
        }

        var home = state.Homes.GetOrAdd((token.Workspace, user), _ => new SlackView(state.Number("V"), "") { View = [] });
        if (arguments["hash"]?.ToString() is { } hash && hash != home.Hash)
        {
            return No("hash_conflict");
        }

        (home.View, home.Hash) = ((JsonObject)view!.DeepClone(), state.Number("h."));
        return Shown(home);
    }

    private static JsonObject Shown(SlackView view)
    {
        var answer = Yes();
        var shown = (JsonObject)view.View.DeepClone();
        (shown["id"], shown["hash"], shown["root_view_id"]) = (view.Id, view.Hash, view.Root);
        answer["view"] = shown;
        return answer;
    }

    private static JsonObject? Refusal(JsonObject arguments) =>
        (arguments["text"]?.ToString() ?? "").Length == 0 && arguments["blocks"] is null ? No("no_text")
        : arguments["text"]?.ToString().Length > 40_000 ? No("msg_too_long")
        : arguments["metadata"] is JsonObject metadata && (metadata["event_type"] is null || metadata["event_payload"] is not JsonObject)
            ? No("invalid_metadata_format")
        : arguments["blocks"] is { } blocks && SlackBlockRules.Message(blocks) is { } wrong ? Wrong(wrong)
        : null;

    private static JsonObject Wrong(string why) =>
        new()
        {
            ["ok"] = false,
            ["error"] = "invalid_blocks",
            ["response_metadata"] = new JsonObject { ["messages"] = new JsonArray("[ERROR] " + why) },
        };

    private bool IsChannel(string? id, SlackToken token) =>
        id is not null
        && (
            state.Channels.ContainsKey((token.Workspace, id))
            || state.Directs.Any(pair => pair.Key.Workspace == token.Workspace && pair.Value == id)
        );

    private SlackPost? Find(string? channel, JsonObject arguments)
    {
        var ts = arguments["ts"]?.ToString();
        return state.Posts.FirstOrDefault(post => post.Channel == channel && post.Ts == ts && !post.Deleted);
    }

    private static decimal? Number(JsonNode? node) =>
        decimal.TryParse(node?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
