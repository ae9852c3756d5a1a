// Slack's own framework, Bolt, beside the bot: every request of the table goes to both, and the bot lets in exactly what Bolt lets in.
// Two differences are wanted and said: a time stamp from the future, and one that is no number, pass in Bolt and are refused here.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import bolt from "@slack/bolt";

const dll = new URL("../../src/PerfSignal.Bot/bin/Debug/net10.0/PerfSignal.Bot.dll", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "perfsignal-slack-"));
const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const previous = "0123456789abcdef0123456789abcdef";
let checks = 0;
let problems = 0;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const now = () => Math.floor(Date.now() / 1000);
const sign = (key, time, body) => `v0=${createHmac("sha256", key).update(`v0:${time}:${body}`).digest("hex")}`;

function request(body, type, { time = now(), key = secret, sent = body, leave = [], signature } = {}) {
  const headers = {
    "content-type": type,
    "x-slack-request-timestamp": String(time),
    "x-slack-signature": signature ?? sign(key, time, body),
  };
  for (const name of leave) delete headers[name];
  return { body: sent, headers };
}

const challenge = JSON.stringify({ token: "x", challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", type: "url_verification" });
const json = "application/json";
const form = "application/x-www-form-urlencoded";
const ssl = "ssl_check=1&token=x";
const table = [
  ["a request as Slack sends it", request(challenge, json), true],
  ["the same, 4 minutes old", request(challenge, json, { time: now() - 240 }), true],
  ["6 minutes old", request(challenge, json, { time: now() - 360 }), false],
  ["signed with another secret", request(challenge, json, { key: "another" }), false],
  ["replayed with a changed body", request(challenge, json, { sent: challenge.replace("3eZ", "4eZ") }), false],
  ["replayed with a new time stamp", request(challenge, json, { time: now(), signature: sign(secret, now() - 100, challenge) }), false],
  ["without a signature", request(challenge, json, { leave: ["x-slack-signature"] }), false],
  ["without a time stamp", request(challenge, json, { leave: ["x-slack-request-timestamp"] }), false],
  ["with an empty signature", request(challenge, json, { signature: "" }), false],
  ["with half a signature", request(challenge, json, { signature: sign(secret, now(), challenge).slice(0, 30) }), false],
  ["signed with the empty secret", request(challenge, json, { key: "" }), false],
  ["a check of the certificate, as commands get it", request(ssl, form), true, "/slack/commands"],
];

const app = new bolt.App({
  receiver: new bolt.HTTPReceiver({ signingSecret: secret, logLevel: "error" }),
  authorize: async () => ({ botToken: "xoxb-0", botId: "B0", botUserId: "U0" }),
  logLevel: "error",
});

const [boltPort, botPort] = [await freePort(), await freePort()];
const env = {
  ...process.env,
  ASPNETCORE_ENVIRONMENT: "Development",
  Database__ConnectionString: `Data Source=${join(folder, "perfsignal.db")}`,
  Slack__Enabled: "true",
  Slack__SigningSecret: secret,
  Slack__PreviousSigningSecret: previous,
  Slack__BotToken: "xoxb-0",
  Slack__ApiBaseUrl: "http://127.0.0.1:9/api/",
};
await app.start({ port: boltPort, host: "127.0.0.1" });
execFileSync("dotnet", [dll, "migrate"], { env });
const bot = spawn("dotnet", [dll, "serve", "--urls", `http://127.0.0.1:${botPort}`], { env, stdio: ["ignore", "pipe", "pipe"] });
const said = [];
for (const stream of [bot.stdout, bot.stderr]) stream.on("data", (text) => said.push(text.toString()));

const post = (port, path, { body, headers }) => fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers, body });
const check = (what, holds, shown) => {
  checks += 1;
  if (!holds) {
    problems += 1;
    console.log(`PROBLEM ${what}: ${shown}`);
  }
};

try {
  for (let i = 0; i < 300; i += 1) {
    if (await fetch(`http://127.0.0.1:${botPort}/healthz/ready`).then((r) => r.ok, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const [what, sent, accepted, path = "/slack/events"] of table) {
    const [theirs, ours] = [await post(boltPort, "/slack/events", sent), await post(botPort, path, sent)];
    check(`Bolt, ${what}`, theirs.ok === accepted, theirs.status);
    check(`the bot, ${what}`, ours.ok === accepted && (accepted || ours.status === 401), ours.status);
    if (accepted && sent.body === challenge) {
      check(`the challenge comes back, ${what}`, (await ours.text()).includes("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"), ours.status);
    }
  }
  const future = await post(botPort, "/slack/events", request(challenge, json, { time: now() + 360 }));
  check("the bot refuses the future", future.status === 401, future.status);
  const never = await post(botPort, "/slack/events", request(challenge, json, { time: "soon" }));
  check("the bot refuses a time stamp that is no number", never.status === 401, never.status);
  const rotated = await post(botPort, "/slack/events", request(challenge, json, { key: previous }));
  check("the bot takes the previous secret", rotated.ok, rotated.status);
  for (const path of ["/slack/commands", "/slack/interactions"]) {
    const refused = await post(botPort, path, request("payload=%7B%7D", form, { key: "another" }));
    check(`${path} asks for the signature`, refused.status === 401, refused.status);
  }
} catch (error) {
  problems += 1;
  console.log(`PROBLEM ${error.stack}\n${said.join("").slice(-2000)}`);
} finally {
  bot.kill();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${checks} checks, ${problems} problems`);
process.exit(problems === 0 ? 0 : 1);
