using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.WebEncoders;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Web.Nudges;
using PerfSignal.Bot.Web.Protection;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Bot.Web.SignIn.Oidc;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Queue;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web;

public static class Registration
{
    /// <summary>The largest form that is read; the largest field of a card is a few thousand characters.</summary>
    public const int MaxForm = 64 * 1024;

    /// <summary>A pasted list of some ten thousand e-mail addresses.</summary>
    public const int MaxListForm = 1024 * 1024;

    /// <summary>Paths of other platforms and of machines, which have rules of their own.</summary>
    private static readonly string[] NotPages = ["/api", "/slack", "/healthz"];

    /// <summary>Registers the web platform; the caller registers the database, texts, organisation, clock, access and the conversation.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static IServiceCollection AddPerfSignalWeb(this IServiceCollection services, WebOptions options)
    {
        services.AddSingleton(options);
        services.AddPerfSignalProtection(options.KeyFile);
        if (!options.Enabled)
        {
            return services;
        }

        options.Check();
        services.AddSingleton<IPlatform, WebPlatform>();
        services.AddSingleton<SiteFiles>();
        services.AddScoped<ChatLog>();
        services.AddScoped<CardHtml>();
        services.AddScoped<Standings>();
        services.AddScoped<FirstView>();
        services.AddScoped<AccessHistory>();
        services.AddScoped<OwnRecords>();
        services.AddScoped<NudgePeople>();
        services.AddScoped<NudgePictures>();
        services.TryAddScoped<AuditTrail>();
        services.TryAddScoped<Accounts>();
        services.TryAddScoped<LikelyPeople>();
        services.TryAddScoped<OpenAccounts>();
        services.TryAddScoped<QueueView>();
        services.TryAddScoped<FigureReader>();
        services.TryAddSingleton(_ => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddHostedService<DemoGuard>();
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme, cookie => Session.Configure(cookie, options));
        services.AddAuthorization();
        services.AddOidc(options.Oidc);
        services.AddSignInLimit();

        // The addresses of sign-ins carry codes and secrets; these would write every address down, some of them only where somebody looks for a fault.
        services.AddLogging(logging =>
        {
            foreach (var teller in (string[])["Hosting.Diagnostics", "Routing", "StaticFiles", "StaticAssets", "Mvc"])
            {
                logging.AddFilter("Microsoft.AspNetCore." + teller, LogLevel.Warning);
            }
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "perfsignal-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = options.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<FormOptions>(form =>
        {
            form.ValueLengthLimit = MaxForm;
            form.ValueCountLimit = 200;
            form.MultipartBodyLengthLimit = MaxForm;
            form.BufferBodyLengthLimit = MaxForm;
        });
        services
            .AddRazorPages(pages =>
            {
                pages.RootDirectory = "/Web/Pages";
                pages.Conventions.AuthorizeFolder("/");
                pages.Conventions.AddPageRoute("/NudgeEdit", "/hr/nudges/{id:guid}/edit");
            })
            .AddApplicationPart(typeof(Registration).Assembly);
        return services;
    }

    /// <summary>Puts the pages into the pipeline; other platforms' paths are left alone.</summary>
    public static WebApplication MapPerfSignalWeb(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<WebOptions>().Enabled)
        {
            return app;
        }

        app.UseWhen(
            http => !NotPages.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)),
            pages =>
            {
                var isHttps = app.Services.GetRequiredService<WebOptions>().IsHttps;
                pages.Use(
                    (http, next) =>
                    {
                        if (isHttps)
                        {
                            // People come by https; a proxy that ends it and asks us by http does not make cookies less secret.
                            http.Request.Scheme = Uri.UriSchemeHttps;
                        }

                        SecurityHeaders.Set(http.Response.Headers);
                        return next(http);
                    }
                );
                pages.UseMiddleware<ErrorPages>();
                pages.Use(LimitBody);
                pages.Use(ReadForm);
                pages.UseStaticFiles(
                    new StaticFileOptions
                    {
                        FileProvider = new PhysicalFileProvider(SiteFiles.Folder),
                        OnPrepareResponse = file =>
                            file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v")
                                ? "public, max-age=31536000, immutable"
                                : "public, max-age=300",
                    }
                );
                pages.UseAuthentication();
            }
        );
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapReportFiles();
        app.MapPost("/sign-out", Session.End).RequireAuthorization();
        app.MapPost("/sign-out/everywhere", Session.EndAll).RequireAuthorization();
        return app;
    }

    private static Task LimitBody(HttpContext http, RequestDelegate next)
    {
        var most = http.Request.Path.StartsWithSegments(BroadcastVerbs.Page, StringComparison.OrdinalIgnoreCase) ? MaxListForm : MaxForm;
        if (http.Request.ContentLength > most)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        if (most > MaxForm)
        {
            http.Features.Set<IFormFeature>(
                new FormFeature(
                    http.Request,
                    new FormOptions
                    {
                        ValueLengthLimit = most,
                        ValueCountLimit = 1000,
                        BufferBodyLengthLimit = most,
                    }
                )
            );
        }

        return next(http);
    }

    /// <summary>Reads what is posted before anything else asks for it: what is no form, or a broken one, is refused rather than failed on.</summary>
    private static async Task ReadForm(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsPost(http.Request.Method) && !await IsForm(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(http);
    }

    private static async Task<bool> IsForm(HttpContext http)
    {
        try
        {
            // Nothing at all is a form without fields.
            return http.Request.ContentLength is 0 or null && http.Request.ContentType is null
                || (http.Request.HasFormContentType && await http.Request.ReadFormAsync(http.RequestAborted) is not null);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or IOException and not BadHttpRequestException)
        {
            return false;
        }
    }
}
