// The bot in a conversation with Microsoft's own client, the Microsoft 365 Agents Playground: installed, asked, a brief that arrives by itself,
// its buttons, an invoke that comes three times, a message handed over, and a 1:1 that moves. Where PERFSIGNAL_CONTRACTS names the folder of the vendors' descriptions,
// every call of the bot passes a strict proxy that holds it against the official description of the Bot Connector.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

if (typeof WebSocket === "undefined") {
  // Node 20 has it behind a flag.
  const again = spawn(process.execPath, ["--experimental-websocket", "--no-warnings", process.argv[1]], { stdio: "inherit" });
  again.on("exit", (code) => process.exit(code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => again.kill(signal));
  await new Promise(() => {});
}

const here = new URL(".", import.meta.url).pathname;
const bot = join(here, "../../src/PerfSignal.Bot/bin/Debug/net10.0/PerfSignal.Bot.dll");
const folder = mkdtempSync(join(tmpdir(), "perfsignal-teams-"));
const shots = process.env.SCREENSHOTS;
const tenant = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0001";
const app = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0002";
const maya = "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0010";
const account = (i) => `7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b002${i}`;
const conversation = "a:personal-maya";
const running = [];
// However this ends, nothing is left running.
process.on("exit", () => running.forEach(({ child }) => child.kill()));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
setTimeout(() => {
  console.log("PROBLEM the story is not over after 90 s");
  for (const { name, said } of running) console.log(`--- ${name}\n${said.join("").slice(-3000)}`);
  process.exit(1);
}, 90_000).unref();
let checks = 0;
let problems = 0;
let page;

function check(what, holds, shown = "") {
  checks += 1;
  if (!holds) {
    problems += 1;
    console.log(`PROBLEM ${what} ${shown}`);
  } else if (process.env.VERBOSE) {
    console.log(`ok ${what}`);
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

function start(name, command, args, env = {}, cwd = folder) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(text.toString()));
  running.push({ name, child, said });
  return said;
}

async function until(what, ask, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const answers = (url) => until(url, () => fetch(url).then((r) => r.status < 500).catch(() => false), 60);
const utc = (date) => date.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");

function calendar(begin, sequence) {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//PerfSignal//interop//EN",
    "BEGIN:VEVENT",
    "UID:one-on-one@example.com",
    `DTSTAMP:${utc(new Date())}`,
    `DTSTART:${utc(begin)}`,
    `DTEND:${utc(new Date(begin.getTime() + 30 * 60000))}`,
    `SEQUENCE:${sequence}`,
    "SUMMARY:1:1",
    "ORGANIZER:mailto:maya@example.com",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:maya@example.com",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.com",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

/** The page of the Playground, as a person sees it; its pictures are for people to look at. */
async function openPage(address) {
  mkdirSync(shots, { recursive: true });
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  const tab = await browser.newPage({ viewport: { width: 1100, height: 1700 } });
  await tab.goto(address);
  return {
    tab,
    look: async (name) => {
      await tab.waitForTimeout(800);
      await tab.screenshot({ path: join(shots, `teams-${name}.png`) });
    },
    close: () => browser.close(),
  };
}

/** Stands between the Playground and the bot: what goes through is kept, so that it can be delivered again exactly as it was. */
function recorder(port, target, kept) {
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (request.method !== "POST") {
      // The page of the Playground looks whether anybody is there.
      const met = await fetch(target, { method: request.method });
      response.writeHead(met.status).end();
      return;
    }
    const answer = await fetch(target, { method: "POST", headers: { "content-type": "application/json" }, body });
    const text = await answer.text();
    kept.push({ activity: JSON.parse(body), body, status: answer.status, text });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(text);
  });
  server.listen(port, "127.0.0.1");
  return server;
}

const actions = (node) =>
  node && typeof node === "object"
    ? [...(typeof node.type === "string" && node.type.startsWith("Action.") ? [node] : []), ...Object.values(node).flatMap(actions)]
    : [];
const inputs = (node) =>
  node && typeof node === "object"
    ? [...(typeof node.type === "string" && node.type.startsWith("Input.") ? [node] : []), ...Object.values(node).flatMap(inputs)]
    : [];
const cardType = "application/vnd.microsoft.card.adaptive";
/** The bot's answer to the last invoke. */
const latest = (kept) => JSON.parse(kept.findLast((k) => k.activity.type === "invoke").text);
const cardOf = (message) => message?.attachments?.find((a) => a.contentType === cardType)?.content;

try {
  const [botPort, proxyPort, playPort, prismPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const users = ["Ana Sousa", "Ben Two", "Cleo Three", "Dan Four", "Eva Five"].map((name, i) => {
    const [given, surname] = name.split(" ");
    return `  - id: "29:${given.toLowerCase()}"
    name: ${name}
    userPrincipleName: ${given.toLowerCase()}@example.com
    aadObjectId: ${account(i)}
    givenName: ${given}
    surname: ${surname}
    email: ${given.toLowerCase()}@example.com`;
  });
  writeFileSync(
    join(folder, ".m365agentsplayground.yml"),
    `version: "0.1.1"
tenantId: ${tenant}
bot:
  id: "28:${app}"
  name: PerfSignal
currentUser:
  id: "29:maya"
  name: Maya Okafor
  userPrincipleName: maya@example.com
  aadObjectId: ${maya}
  givenName: Maya
  surname: Okafor
  email: maya@example.com
users:
${users.join("\n")}
personalChat:
  id: "${conversation}"
groupChat:
  id: "19:group@thread.v2"
  name: Group Chat
team:
  id: "19:team@thread.tacv2"
  name: My Team
  aadGroupId: 7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0031
  channels:
    - id: "19:channel@thread.tacv2"
      name: Announcements
`,
  );

  const env = {
    Database__ConnectionString: `Data Source=${join(folder, "perfsignal.db")}`,
    ASPNETCORE_ENVIRONMENT: "Development",
    Organization__QuietHours: "00:00-00:00",
    Organization__TimeZone: "Etc/UTC",
    Teams__Enabled: "true",
    Teams__AppId: app,
    Teams__TenantId: tenant,
    Teams__AllowUnauthenticatedLoopback: "true",
    Teams__AllowedServiceHosts__0: `127.0.0.1:${prismPort}`,
    Teams__AllowedServiceHosts__1: `127.0.0.1:${playPort}`,
    Teams__AllowedServiceHosts__2: `localhost:${playPort}`,
  };
  const cli = (...args) => execFileSync("dotnet", [bot, ...args], { env: { ...process.env, ...env }, encoding: "utf8" });
  writeFileSync(
    join(folder, "people.csv"),
    `email,name,manager_email,role_family,level,department,location,time_zone,hire_date,teams_user_id
maya@example.com,Maya Okafor,,engineering,manager,Platform,Berlin,Etc/UTC,2020-01-01,
ana@example.com,Ana Sousa,maya@example.com,engineering,individual,Platform,Berlin,Etc/UTC,2022-03-01,${account(0)}
`,
  );
  const facts = ["source,kind,external_id,person_email,at,amount,duration_hours,outcome,url"];
  for (let i = 0; i < 40; i += 1) {
    const at = new Date(Date.now() - (i * 4 + 1) * 86400000).toISOString();
    facts.push(`jira,issue,PS-${i},ana@example.com,${at},${1 + (i % 5)},${20 + (i % 7) * 9},done,https://jira.example.com/browse/PS-${i}`);
    facts.push(`github,review,r-${i},ana@example.com,${at},,,submitted,https://github.example.com/r/${i}`);
  }
  writeFileSync(join(folder, "facts.csv"), facts.join("\n") + "\n");
  cli("migrate");
  cli("import", "people", join(folder, "people.csv"));
  cli("import", "facts", join(folder, "facts.csv"));

  // The strict proxy. The description lacks a path that Teams serves (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context).
  const contracts = process.env.PERFSIGNAL_CONTRACTS;
  const description = contracts && join(contracts, "bot-connector/ConnectorAPI.json");
  let serviceUrl = `http://127.0.0.1:${playPort}/_connector`;
  let prism;
  if (description && existsSync(description)) {
    const api = JSON.parse(readFileSync(description, "utf8"));
    api.paths["/v3/conversations/{conversationId}/members/{memberId}"] = {
      get: {
        operationId: "Conversations_GetConversationMember",
        parameters: ["conversationId", "memberId"].map((name) => ({ name, in: "path", required: true, type: "string" })),
        responses: { 200: { description: "The member." } },
      },
    };
    writeFileSync(join(folder, "connector.json"), JSON.stringify(api));
    prism = start("prism", process.execPath, [
      join(here, "node_modules/@stoplight/prism-cli/dist/index.js"),
      "proxy",
      join(folder, "connector.json"),
      serviceUrl,
      "--errors",
      "-p",
      String(prismPort),
      "-h",
      "127.0.0.1",
    ]);
    serviceUrl = `http://127.0.0.1:${prismPort}`;
  } else {
    console.log("The description of the Bot Connector is not at hand (PERFSIGNAL_CONTRACTS): calls go to the Playground without the strict proxy.");
  }

  start("playground", process.execPath, [
    join(here, "node_modules/@microsoft/m365agentsplayground/cli.js"),
    ...["start", "-e", `http://127.0.0.1:${proxyPort}/api/messages`, "-c", "msteams", "-p", String(playPort)],
    ...["--dt", "--er", "--service-url", serviceUrl],
  ], { TEAMSAPPTESTER_BROWSER: "none" });
  start("bot", "dotnet", [bot, "serve", "--urls", `http://127.0.0.1:${botPort}`], env);
  const kept = [];
  recorder(proxyPort, `http://127.0.0.1:${botPort}/api/messages`, kept);
  await answers(`http://127.0.0.1:${playPort}/_debug/ping`);
  await answers(`http://127.0.0.1:${botPort}/healthz/ready`);

  const seen = [];
  const stream = new WebSocket(`ws://127.0.0.1:${playPort}/_ws_conversation/v1/conversations/stream`);
  stream.onmessage = (event) => seen.push(JSON.parse(String(event.data)));
  await until("the stream of the Playground", () => stream.readyState === 1);

  const post = (path, body) =>
    fetch(`http://127.0.0.1:${playPort}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const say = async (text) => {
    const before = seen.length;
    await post(`/_conversation/v1/conversations/${encodeURIComponent(conversation)}/messages`, {
      from: { id: "29:maya" },
      text,
      textFormat: "plain",
    });
    return until(`an answer to "${text}"`, () =>
      seen.slice(before).find((e) => e.action === "createMessage" && e.message.from.id !== "29:maya"),
    ).then((e) => e.message);
  };
  const press = async (message, verb, inputs = {}) => {
    const action = actions(cardOf(message)).find((a) => a.verb === verb);
    if (!action) throw new Error(`no button ${verb} on ${JSON.stringify(cardOf(message)).slice(0, 400)}`);
    const response = await post("/_conversation/v1/invoke", {
      name: "adaptiveCard/action",
      from: { id: "29:maya" },
      conversation: { id: conversation },
      replyToId: message.messageId,
      value: { action: { type: "Action.Execute", verb, data: { ...action.data, ...inputs } }, trigger: "manual" },
    });
    return response.json();
  };
  const count = (table) =>
    Number(execFileSync("python3", [
      "-c",
      "import sqlite3,sys;print(sqlite3.connect(sys.argv[1]).execute(f'select count(*) from {sys.argv[2]}').fetchone()[0])",
      join(folder, "perfsignal.db"),
      table,
    ]));

  page = shots ? await openPage(`http://127.0.0.1:${playPort}/`) : undefined;

  // Installed: one greeting, also when Teams says it a second time.
  await post(`/_debug/conversation/${encodeURIComponent(conversation)}/installation`, {});
  const greeting = await until("the greeting", () => seen.find((e) => e.action === "createMessage")).then((e) => e.message);
  check("the greeting is a card that names the person", JSON.stringify(cardOf(greeting) ?? "").includes("Maya"), JSON.stringify(greeting).slice(0, 300));

  // Asked.
  const goals = await say("goals");
  check("`goals` is answered", /goal/i.test(`${goals.text}${JSON.stringify(cardOf(goals) ?? "")}`), JSON.stringify(goals).slice(0, 300));
  check("`help` lists what can be typed", JSON.stringify(cardOf(await say("help"))).includes("commitments"));
  const unknown = await say("gaols");
  check("an unknown word is answered with a hint", `${unknown.text}${JSON.stringify(cardOf(unknown) ?? "")}`.includes("goals"), JSON.stringify(unknown).slice(0, 300));
  await post(`/_debug/conversation/${encodeURIComponent(conversation)}/installation`, {});
  await say("help");
  const greetings = seen.filter((e) => e.action === "createMessage" && JSON.stringify(cardOf(e.message) ?? "") === JSON.stringify(cardOf(greeting)));
  check("a second installation greets no second time", greetings.length === 1, String(greetings.length));

  // A brief arrives by itself.
  const begin = new Date(Math.ceil((Date.now() + 20 * 60000) / 60000) * 60000);
  writeFileSync(join(folder, "maya.ics"), calendar(begin, 0));
  const before = seen.length;
  cli("import", "calendar", join(folder, "maya.ics"), "--owner", "maya@example.com");
  const arrived = await until("the brief", () => seen.slice(before).find((e) => e.action === "createMessage" && JSON.stringify(e.message).includes("Ana Sousa")));
  const brief = arrived.message;
  check("the brief has its figures", JSON.stringify(cardOf(brief)).includes("points"));
  check("the brief has its buttons", actions(cardOf(brief)).some((a) => a.verb === "commitment.log"));

  await page?.look("brief");

  // Its buttons: why, and a commitment by a form that replaces the card; delivered three times it is one.
  const why = await press(brief, "brief.why");
  check("why is answered with a card or a sentence", JSON.stringify(why).includes("vnd.microsoft"), JSON.stringify(why).slice(0, 300));
  await page?.look("why");
  const form = await press(brief, "commitment.log");
  const inPlace = latest(kept);
  check("a form comes as a card", inPlace.type === cardType && inputs(inPlace.value).length > 0, JSON.stringify(inPlace).slice(0, 300));
  check("the Playground shows it in place of the card", JSON.stringify(form).includes("Input.Text"), JSON.stringify(form).slice(0, 300));
  const save = actions(inPlace.value).find((a) => a.verb === "commitment.log");
  check("the form has a button that saves", !!save, JSON.stringify(inPlace).slice(0, 300));
  const send = (value) =>
    post("/_conversation/v1/invoke", {
      name: "adaptiveCard/action",
      from: { id: "29:maya" },
      conversation: { id: conversation },
      replyToId: brief.messageId,
      value: { action: { type: "Action.Execute", verb: "commitment.log", data: { ...save?.data, ...value } }, trigger: "manual" },
    });
  await send({ text: "", owner: "other", due: "" });
  const wrong = latest(kept);
  check("an empty form comes back as a form", wrong.type === cardType && inputs(wrong.value).length > 0, JSON.stringify(wrong).slice(0, 300));
  await send({ text: "Migrate billing", owner: "other", due: "" });
  const invoke = kept.findLast((k) => k.activity.type === "invoke");
  check("the save is answered with status 200", invoke.status === 200 && invoke.text.includes("Migrate billing"), invoke.text.slice(0, 300));
  const after = JSON.parse(invoke.text);
  check(
    "the brief is back after saving",
    after.type === cardType && JSON.stringify(after.value).includes("points") && inputs(after.value).length === 0,
    invoke.text.slice(0, 300),
  );
  const deliver = (activity) =>
    fetch(`http://127.0.0.1:${botPort}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof activity === "object" && !Buffer.isBuffer(activity) ? JSON.stringify(activity) : activity,
    });
  for (let i = 0; i < 2; i += 1) {
    const again = await deliver(invoke.body);
    check(`delivery ${i + 2} gets the first answer`, again.status === 200 && (await again.text()) === invoke.text);
  }
  check("the commitment is in the database once", count("Commitment") === 1, String(count("Commitment")));

  // The same as a dialog, which the Playground does not have, three times at once.
  const dialog = {
    ...invoke.activity,
    id: "f:dialog-1",
    name: "task/submit",
    value: { data: { verb: "commitment.log", ...save?.data, text: "Write the runbook", owner: "me", due: "" }, context: { theme: "default" } },
  };
  const closed = await Promise.all([1, 2, 3].map(() => deliver(dialog).then((r) => r.text())));
  check("three deliveries of a dialog get one answer", new Set(closed).size === 1 && JSON.parse(closed[0]).task?.type === "message", closed[0].slice(0, 300));
  check("and log one commitment", count("Commitment") === 2, String(count("Commitment")));

  // A person does it in the page.
  if (page) {
    const { tab } = page;
    const card = tab.locator(".ac-adaptiveCard", { hasText: "Your 1:1 with Ana Sousa" }).last();
    await card.getByRole("button", { name: "Log commitment" }).click();
    await tab.locator(".ac-adaptiveCard textarea").last().fill("Book the room *tomorrow*");
    await page.look("form");
    await tab
      .locator(".ac-adaptiveCard", { has: tab.locator("textarea") })
      .getByRole("button", { name: "Log commitment" })
      .click();
    await card.getByText("Book the room *tomorrow*").waitFor();
    check("and the brief is back in the page", await card.getByText("Story points delivered", { exact: true }).isVisible());
    await page.look("saved");
    check("a form filled in by hand is kept", count("Commitment") === 3, String(count("Commitment")));
  }

  // A message of Ana's, handed over from its menu: a form that is edited, and nothing kept before it is saved.
  const extension = async (name, value) => {
    const response = await post("/_conversation/v1/invoke", { name, from: { id: "29:maya" }, conversation: { id: conversation }, value });
    return (await response.json()).task;
  };
  const menu = { commandId: "feedback.give", commandContext: "message" };
  const opened = await extension("composeExtension/fetchTask", {
    ...menu,
    messagePayload: {
      id: "1700000000000",
      body: { contentType: "html", content: "<p>The roll-out <b>went</b> well &amp; quietly</p>" },
      from: { user: { id: account(0), displayName: "Ana Sousa", userIdentityType: "aadUser" } },
    },
  });
  const handed = opened?.value?.card?.content;
  check(
    "a message handed over opens a form with its words",
    opened?.type === "continue" && inputs(handed).some((i) => i.value === "The roll-out went well & quietly"),
    JSON.stringify(opened).slice(0, 400),
  );
  check("and keeps nothing of it", count("FeedbackNote") === 0);
  const give = actions(handed).find((a) => a.type === "Action.Submit");
  const given = await extension("composeExtension/submitAction", {
    ...menu,
    data: { ...give?.data, class: "shared", text: "In the roll-out you told support an hour ahead, so that nobody was surprised" },
  });
  check("saving it closes the dialog with a sentence", given?.type === "message", JSON.stringify(given).slice(0, 300));
  check("and keeps it", count("FeedbackNote") === 1, String(count("FeedbackNote")));
  const home = await say("home");
  check("`home` is answered with a card", !!cardOf(home), JSON.stringify(home).slice(0, 300));
  await page?.look("home");

  // The 1:1 moves: the same card changes.
  writeFileSync(join(folder, "maya.ics"), calendar(new Date(begin.getTime() + 60 * 60000), 1));
  const moved = seen.length;
  cli("import", "calendar", join(folder, "maya.ics"), "--owner", "maya@example.com");
  const update = await until("the moved brief", () =>
    seen.slice(moved).find((e) => /update/i.test(e.action) && JSON.stringify(e).includes(brief.messageId)),
  );
  check("the moved 1:1 changes the card that is there", !!update);
  const news = seen.slice(moved).filter((e) => e.action === "createMessage" && JSON.stringify(e).includes("Ana Sousa"));
  check("and brings no second brief", news.length === 0, JSON.stringify(news).slice(0, 300));

  for (const { activity, status } of kept) check(`${activity.type} ${activity.name ?? ""} is accepted`, status === 200, String(status));
  const bots = running.find(({ name }) => name === "bot").said.join("");
  const bad = bots.split("\n").filter((line) => /^\S+ (fail|crit): /.test(line) || /EntityFrameworkCore/.test(line));
  check("the log of the bot tells of no failure", bots.length > 0 && bad.length === 0, bad.join("\n").slice(0, 1500));
  if (prism) {
    const refused = prism.join("").split("\n").filter((line) => /violation|\b422\b|Request terminated/i.test(line));
    check("every call of the bot is as the description says", refused.length === 0, refused.slice(0, 6).join(" | "));
    check("calls went through the proxy", prism.join("").includes("activities"));
  }
} catch (error) {
  problems += 1;
  console.log(`PROBLEM ${error.stack}`);
  for (const { name, said } of running) console.log(`--- ${name}\n${said.join("").slice(-3000)}`);
} finally {
  await page?.close();
  for (const { child } of running) child.kill();
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${checks} checks, ${problems} problems`);
process.exit(problems === 0 ? 0 : 1);
