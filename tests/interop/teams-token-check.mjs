// Bot tokens by an issuer that others wrote (oauth2-mock-server): the built service lets in what Microsoft would have signed and nothing else,
// and says so in its audit log; what it sends back carries a token of that issuer.
import { createHmac, createPublicKey } from "node:crypto";
import http from "node:http";
import { OAuth2Server } from "oauth2-mock-server";
import { activity, ana, app, serve, tenant } from "./served-bot.mjs";

const issuerName = "https://api.botframework.com";
const problems = [];
let checks = 0;
function check(good, what) {
  checks += 1;
  if (!good) problems.push(what);
  else if (process.env.VERBOSE) console.log(`ok ${what}`);
}

const issuer = new OAuth2Server();
await issuer.issuer.keys.generate("RS256", { kid: "first" });
await issuer.issuer.keys.generate("RS256", { kid: "webchat-only" });
await issuer.issuer.keys.generate("RS384", { kid: "longer" });
await issuer.start(0, "127.0.0.1");
const issuerPort = issuer.address().port;
issuer.issuer.url = issuerName;
const stranger = new OAuth2Server();
for (const kid of ["first", "nobodys"]) await stranger.issuer.keys.generate("RS256", { kid });
await stranger.start(0, "127.0.0.1");
stranger.issuer.url = issuerName;

/** Microsoft's front: its metadata names the keys, and each key the channels it may speak for. Beside it the connector, which keeps what it got. */
const sent = [];
const front = http.createServer(async (request, response) => {
  const own = `http://127.0.0.1:${front.address().port}`;
  const json = (body, status = 200) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  for await (const _ of request);
  const ask = async (path) => (await fetch(`http://127.0.0.1:${issuerPort}${path}`)).json();
  if (request.url === "/openid") return json({ ...(await ask("/.well-known/openid-configuration")), jwks_uri: `${own}/keys` });
  if (request.url === "/keys") {
    const { keys } = await ask("/jwks");
    return json({ keys: keys.map((key) => ({ ...key, endorsements: key.kid === "webchat-only" ? ["webchat"] : ["msteams"] })) });
  }
  sent.push({ path: request.url, token: request.headers.authorization });
  if (request.url.includes("/members/")) return json({ id: `29:${ana}`, aadObjectId: ana, tenantId: tenant, email: "ana@example.com", userPrincipalName: "ana@example.com", name: "Ana Sousa" });
  return json({ id: "1700000000000" }, 201);
});
await new Promise((resolve) => front.listen(0, "127.0.0.1", resolve));
const frontUrl = `http://127.0.0.1:${front.address().port}`;
const serviceUrl = `${frontUrl}/emea/`;

const teams = {
  ASPNETCORE_ENVIRONMENT: "Production",
  Teams__Enabled: "true",
  Teams__AppId: app,
  Teams__TenantId: tenant,
  Teams__ClientSecret: "a secret",
  Teams__OpenIdMetadataUrl: `${frontUrl}/openid`,
  Teams__TokenEndpoint: `http://127.0.0.1:${issuerPort}/token`,
  Teams__AllowedServiceHosts__0: new URL(frontUrl).host,
};
const now = Math.floor(Date.now() / 1000);
const token = (claims = {}, kid = "first", from = issuer) =>
  from.issuer.buildToken({ kid, scopesOrTransform: (_, payload) => Object.assign(payload, { aud: app, serviceurl: serviceUrl, ...claims }) });
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const resigned = async (header, sign) => {
  const text = `${part({ typ: "JWT", kid: "first", ...header })}.${(await token()).split(".")[1]}`;
  return `${text}.${sign(text)}`;
};
const published = createPublicKey({ key: issuer.issuer.keys.get("first"), format: "jwk" }).export({ type: "spki", format: "pem" });
const typed = (more) => activity(serviceUrl, ana, "message", { text: "help", textFormat: "plain", ...more });
const other = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0099";

const wrong = {
  "another issuer": { token: await token({ iss: "https://evil.example" }), kind: "token_issuer" },
  "another audience": { token: await token({ aud: other }), kind: "token_audience" },
  "a key of the same name by somebody else": { token: await token({}, "first", stranger), kind: "token_signature" },
  "a key that nobody published": { token: await token({}, "nobodys", stranger), kind: "token_key" },
  "algorithm none": { token: await resigned({ alg: "none" }, () => ""), kind: "token_algorithm" },
  "algorithm HS256 by the public key": { token: await resigned({ alg: "HS256" }, (text) => createHmac("sha256", published).update(text).digest("base64url")), kind: "token_algorithm" },
  "algorithm RS384 by a published key": { token: await token({}, "longer"), kind: "token_algorithm" },
  "no signature": { token: (await token()).replace(/[^.]*$/, ""), kind: "token_signature" },
  "expired": { token: await token({ nbf: now - 7200, iat: now - 7200, exp: now - 310 }), kind: "token_expired" },
  "not yet valid": { token: await token({ nbf: now + 400 }), kind: "token_not_yet_valid" },
  "another service url": { token: await token({ serviceurl: "https://smba.trafficmanager.net/emea/" }), kind: "token_service_url" },
  "no service url": { token: await token({ serviceurl: undefined }), kind: "token_service_url" },
  "a key without the endorsement": { token: await token({}, "webchat-only"), kind: "endorsement" },
  "another tenant": { token: await token(), activity: typed({ conversation: { id: `a:${ana}`, tenantId: other } }), kind: "tenant", status: 403 },
  "another tenant in the channel data": { token: await token(), activity: typed({ channelData: { tenant: { id: other } } }), kind: "tenant", status: 403 },
  "a host that is not allowed": { token: await token({ serviceurl: "https://evil.example/" }), activity: typed({ serviceUrl: "https://evil.example/" }), kind: "service_host", status: 403 },
  "no token": { kind: "token_missing" },
  "no token but a password": { header: "Basic eDp5", kind: "token_malformed" },
  "a token that is none": { token: "a.b.c", kind: "token_malformed" },
};

const running = [];
const start = async (settings) => {
  const bot = await serve(settings);
  running.push(bot);
  return bot;
};
const statusOf = async (answer) => (await answer).status;
try {
  const bot = await start(teams);
  for (const [what, { token: bad, header, activity: asked, kind, status = 401 }] of Object.entries(wrong)) {
    const authorization = header ?? (bad === undefined ? undefined : `Bearer ${bad}`);
    const got = await statusOf(bot.deliver(asked ?? typed(), authorization ? { authorization } : {}));
    check(got === status, `${what} is refused with ${status}: ${got}`);
    const noted = bot.rows(`select count(*) from AuditEntry where Act='refused' and What='teams.messages' and Purpose='${kind}'`)[0][0];
    // One entry stands for all of a kind and minute.
    check(noted > 0, `${what} stands in the audit log as ${kind}: ${noted}`);
  }
  check(bot.rows("select count(*) from ChatAccounts")[0][0] === 0, "nobody is known by what was refused");
  check(sent.length === 0, `nothing was asked or sent for what was refused: ${JSON.stringify(sent)}`);

  check((await statusOf(bot.deliver(typed(), { authorization: `Bearer ${await token()}` }))) === 200, "a good token is let in");
  const end = Date.now() + 20_000;
  while (!sent.some((call) => call.path.endsWith("/activities")) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  check(sent.some((call) => call.path.endsWith("/activities")), "and is answered");
  check(
    sent.every((call) => JSON.parse(Buffer.from((call.token ?? "..").split(".")[1], "base64url").toString() || "{}").iss === issuerName),
    "with a token of that issuer",
  );
  await issuer.issuer.keys.generate("RS256", { kid: "second" });
  const rolled = await statusOf(bot.deliver(typed(), { authorization: `Bearer ${await token({}, "second")}` }));
  check(rolled === 401, `keys are not asked for again for an unknown one within a minute: ${rolled}`);
  await bot.stop();

  // A key that was rolled over before the start is found, by the same metadata.
  const next = await start(teams);
  check((await statusOf(next.deliver(typed(), { authorization: `Bearer ${await token({}, "second")}` }))) === 200, "a new key is let in");
  await next.stop();

  const bare = await start({ ASPNETCORE_ENVIRONMENT: "Production" });
  check((await statusOf(bare.deliver(typed(), { authorization: `Bearer ${await token()}` }))) === 404, "without configuration there is nothing to deliver to");
  check((await statusOf(bare.deliver(typed()))) === 404, "nor without a token");
  await bare.stop();

  const open = await start({ ...teams, ASPNETCORE_ENVIRONMENT: "Development", Teams__AllowUnauthenticatedLoopback: "true" });
  check((await statusOf(open.deliver(typed()))) === 200, "for a stand-in on this machine it opens where that is switched on");
  for (const header of ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"]) {
    const got = await statusOf(open.deliver(typed(), { [header]: header === "Forwarded" ? "for=203.0.113.7" : "203.0.113.7" }));
    check(got === 401, `and not behind a proxy (${header}): ${got}`);
  }
  const bad = await statusOf(open.deliver(typed(), { authorization: `Bearer ${await token({ aud: other })}` }));
  check(bad === 401, `nor for a wrong token: ${bad}`);
  await open.stop();

  let productive;
  try {
    productive = await start({ ...teams, Teams__AllowUnauthenticatedLoopback: "true" });
  } catch (error) {
    check(error.message.includes("Teams:AllowUnauthenticatedLoopback"), `in Production the service says what is wrong: ${error.message}`);
  }
  if (productive) check((await statusOf(productive.deliver(typed()))) === 401, "in Production it does not open");
} catch (error) {
  problems.push(error.stack);
} finally {
  for (const bot of running) await bot.stop();
  await issuer.stop();
  await stranger.stop();
  front.close();
  front.closeAllConnections();
}

for (const p of problems) console.log(`PROBLEM ${p}`);
console.log(`${checks} checks, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
