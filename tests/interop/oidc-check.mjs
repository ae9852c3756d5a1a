// Signs in on the built service by an identity provider that others wrote (oauth2-mock-server): once in Chromium from the button to signing out,
// then everything that such a provider, or somebody between, can get wrong: each must end without a session, on a page that says so.
import { execFileSync, spawn } from "node:child_process";
import { createHmac, createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OAuth2Server } from "oauth2-mock-server";
import { chromium } from "playwright-core";

const dll = process.env.PERFSIGNAL_DLL ?? fileURLToPath(new URL("../../src/PerfSignal.Bot/bin/Debug/net10.0/PerfSignal.Bot.dll", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "perfsignal-oidc-"));
const clientId = "perfsignal"; // The mock takes the id as it stands in the header, still encoded.
const clientSecret = "a secret: with + signs/ü";
const problems = [];
let checks = 0;
function check(good, what) {
  checks++;
  if (!good) problems.push(what);
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const provider = new OAuth2Server();
await provider.issuer.keys.generate("RS256", { kid: "first" });
await provider.start(0, "127.0.0.1");
const authority = provider.issuer.url;

const site = `http://127.0.0.1:${await freePort()}`;
const env = {
  ...process.env,
  ASPNETCORE_ENVIRONMENT: "Production",
  Database__ConnectionString: `Data Source=${join(folder, "oidc.db")}`,
  Web__PublicUrl: site,
  Web__Oidc__Authority: authority,
  Web__Oidc__ClientId: clientId,
  Web__Oidc__ClientSecret: clientSecret,
};
writeFileSync(
  join(folder, "people.csv"),
  "email,name,manager_email,role_family,level,department,location,time_zone,hire_date,last_day\n" +
    "boss@lumen.example,Maya Brandt,,engineering,manager,Engineering,Berlin,Europe/Berlin,2020-01-01,\n" +
    "ana@lumen.example,Ana Sousa,boss@lumen.example,engineering,individual,Engineering,Berlin,Europe/Berlin,2021-01-01,\n" +
    "left@lumen.example,Leo Left,boss@lumen.example,engineering,individual,Engineering,Berlin,Europe/Berlin,2021-01-01,2024-12-31\n",
);
execFileSync("dotnet", [dll, "migrate"], { env });
execFileSync("dotnet", [dll, "import", "people", join(folder, "people.csv")], { env });
const service = spawn("dotnet", [dll, "serve", "--urls", site], { env });
let log = "";
service.stdout.on("data", (text) => (log += text));
service.stderr.on("data", (text) => (log += text));

async function waitForService() {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      if ((await fetch(`${site}/healthz/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > end) throw new Error(`the service was not ready within 60 s:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A browser without scripts: keeps cookies by name, follows nothing by itself. */
class Visitor {
  cookies = new Map();

  async get(address) {
    const response = await fetch(address, {
      redirect: "manual",
      headers: { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair, ...rest] = cookie.split(";");
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const over = rest.some((part) => /expires=Thu, 01 Jan 1970/i.test(part));
      if (over) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** From the button to the address that the provider sends back to. */
  async wayBack(start = "/sign-in/start") {
    const away = await this.get(site + start);
    if (away.status !== 302) throw new Error(`${start} answered ${away.status}: ${await away.text()}`);
    const asked = await fetch(away.headers.get("location"), { redirect: "manual" });
    return asked.headers.get("location");
  }

  async isSignedIn() {
    const page = await this.get(`${site}/me`);
    return page.status === 200 && /Ana Sousa/.test(await page.text());
  }
}

let claims = {};
let forge = null;
const seen = [];
provider.service.on("beforeTokenSigning", (token) => {
  if (!token.payload.aud) return;
  for (const [name, value] of Object.entries(claims)) {
    if (value === undefined) delete token.payload[name];
    else token.payload[name] = value;
  }
});
provider.service.on("beforeResponse", (response) => {
  if (forge) response.body.id_token = forge(response.body.id_token);
  seen.push(response.body.id_token, response.body.access_token);
});

const good = { email: "ana@lumen.example", email_verified: true };
const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = Math.floor(Date.now() / 1000);

/** The token again with another header, signed by something else. */
function resigned(change, sign) {
  return (token) => {
    const [header, payload] = token.split(".");
    const text = `${encoded({ ...decoded(header), ...change })}.${payload}`;
    return `${text}.${sign(text)}`;
  };
}

const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const byStranger = (text) => createSign("RSA-SHA256").update(text).sign(stranger).toString("base64url");
const published = createPublicKey({ key: provider.issuer.keys.get("first"), format: "jwk" }).export({ type: "spki", format: "pem" });
const hmac = (secret) => (text) => createHmac("sha256", secret).update(text).digest("base64url");

const wrong = {
  "the issuer": { claims: { iss: "https://evil.example" } },
  "the audience": { claims: { aud: "another-client" } },
  "several audiences without azp": { claims: { aud: [clientId, "another-client"] } },
  "the nonce": { claims: { nonce: "another" } },
  "no nonce": { claims: { nonce: undefined } },
  "expired": { claims: { exp: now - 600 } },
  "not yet valid": { claims: { nbf: now + 900 } },
  "alg none": { forge: resigned({ alg: "none" }, () => "") },
  "no signature": { forge: resigned({}, () => "") },
  "HS256 by the client's secret": { forge: resigned({ alg: "HS256" }, hmac(clientSecret)) },
  "HS256 by the public key": { forge: resigned({ alg: "HS256" }, hmac(published)) },
  "another key": { forge: resigned({}, byStranger) },
  "an unknown key": { forge: resigned({ kid: "unknown" }, byStranger) },
  "an address that is not verified": { claims: { email_verified: false } },
  "nobody of the directory": { claims: { email: "nobody@lumen.example" } },
  "somebody who left": { claims: { email: "left@lumen.example" } },
  "no token at all": { forge: () => "no token" },
};

try {
  await waitForService();

  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  claims = good;
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`Chromium: ${message.text()}`);
  });
  await page.goto(`${site}/me`);
  await page.getByRole("link", { name: "Sign in with your work account" }).click();
  await page.waitForURL(`${site}/me`);
  check(/Ana Sousa/.test(await page.locator("body").innerText()), "Chromium: Ana is not signed in");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(/\/sign-in\?out/);
  const end = await page.getByRole("link", { name: "Sign out of your work account too" }).getAttribute("href");
  check(end?.startsWith(`${authority}/endsession`), `signing out leads to ${end}`);
  await page.goto(`${site}/me`);
  check(/\/sign-in/.test(page.url()), "Chromium: still signed in after signing out");
  await browser.close();

  const ana = new Visitor();
  const back = await ana.wayBack("/sign-in/start?to=%2Fme");
  check(back.startsWith(`${site}/sign-in/callback?`), `the way back is ${back}`);
  const answer = await ana.get(back);
  check(answer.status === 302 && answer.headers.get("location") === "/me", `a good token answers ${answer.status} to ${answer.headers.get("location")}`);
  check(await ana.isSignedIn(), "a good token does not sign in");
  check((await ana.get(back)).status === 403, "the way back works twice");

  const evil = new Visitor();
  const elsewhere = await evil.get(await evil.wayBack("/sign-in/start?to=https%3A%2F%2Fevil.example"));
  check(elsewhere.headers.get("location") === "/", `to another site: ${elsewhere.headers.get("location")}`);

  const [one, two] = [new Visitor(), new Visitor()];
  const ways = [await one.wayBack(), await two.wayBack()];
  check((await two.get(ways[0])).status === 403, "another browser's state is taken");
  check(!(await two.isSignedIn()), "another browser's state signs in");

  const refusing = new Visitor();
  const way = new URL(await refusing.wayBack());
  way.searchParams.delete("code");
  way.searchParams.set("error", "access_denied");
  const cancelled = await refusing.get(way);
  check(cancelled.status === 403 && /You stopped signing in/.test(await cancelled.text()), "access_denied has no page of its own");

  for (const [what, how] of Object.entries(wrong)) {
    claims = { ...good, ...how.claims };
    forge = how.forge ?? null;
    const visitor = new Visitor();
    const refused = await visitor.get(await visitor.wayBack());
    const text = await refused.text();
    check(refused.status === 403 && /You are not signed in/.test(text), `${what}: answered ${refused.status}`);
    check(!(await visitor.isSignedIn()), `${what}: somebody is signed in`);
  }
  [claims, forge] = [good, null];

  const after = new Visitor();
  check((await after.get(await after.wayBack())).status === 302, "after all that a good token is not taken any more");

  await provider.stop();
  const late = new Visitor();
  check((await late.get(`${site}/sign-in/start`)).status === 302, "known metadata is not used while the provider is away");
  check(!seen.flatMap((token) => (token ?? "").split(".")).some((part) => part.length > 20 && log.includes(part)), "the log holds a token");
  check(!log.includes("code=") && !log.includes(clientSecret), "the log holds a code or the secret");
} finally {
  service.kill();
  await new Promise((resolve) => service.once("exit", resolve));
  if (provider.listening) await provider.stop();
  rmSync(folder, { recursive: true, force: true });
}

for (const problem of problems) console.log(`FAIL ${problem}`);
if (problems.length > 0) console.log(log.split("\n").slice(-30).join("\n"));
console.log(`${checks} checks, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
