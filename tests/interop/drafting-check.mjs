// A draft from question to approval with a model server that others wrote (@dwmkerr/mock-llm): in the web chat with Chromium, in Teams and in
// Slack with stand-ins for their APIs. The manager reads the model's draft with its label, edits and approves it, and the employee reads it.
// Then the server says 429, and rubbish: there is a plain draft that says why.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { activity, ana, app, freePort, maya, serve, tenant } from "./served-bot.mjs";

const goal = "Cut checkout errors by half";
const good = [
  { text: `The goal “${goal}” of P2 stands at 60 %.`, evidence: ["E1"] },
  { text: `P2 has reported 60 percent on “${goal}”.`, evidence: ["E1"] },
];
const read = `The goal “${goal}” of Ana Sousa stands at 60 %.`;
const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const problems = [];
let checks = 0;
function check(holds, what, shown = "") {
  checks += 1;
  if (process.env.VERBOSE) console.log(`${holds ? "ok" : "PROBLEM"} ${what}`);
  if (!holds) problems.push(`${what} ${String(shown).slice(0, 600)}`);
}

async function until(what, ask, seconds = 90) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

// The model server.
const folder = mkdtempSync(join(tmpdir(), "perfsignal-drafting-"));
const modelPort = await freePort();
const modelUrl = `http://127.0.0.1:${modelPort}`;
writeFileSync(join(folder, "mock-llm.yaml"), "rules: []\n");
const model = spawn(process.execPath, [fileURLToPath(new URL("node_modules/@dwmkerr/mock-llm/dist/main.js", import.meta.url)), "--config", join(folder, "mock-llm.yaml")], {
  cwd: folder,
  env: { ...process.env, HOST: "127.0.0.1", PORT: String(modelPort) },
  stdio: "ignore",
});
process.on("exit", () => {
  model.kill();
  rmSync(folder, { recursive: true, force: true });
});
await until("mock-llm", () => fetch(`${modelUrl}/health`).then((answer) => answer.ok, () => false));

const answers = (status, body) =>
  fetch(`${modelUrl}/config`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ rules: [{ path: "/v1/chat/completions", match: "@", response: { status, content: JSON.stringify(body) } }] }),
  }).then((answer) => check(answer.ok, "mock-llm took its configuration", answer.status));
const says = (content) =>
  answers(200, {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1795000000,
    model: "mock-1",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 700, completion_tokens: 60, total_tokens: 760 },
  });
const writes = () => says(JSON.stringify({ sentences: good }));
const busy = () => answers(429, { error: { message: "slow down", type: "requests", code: "rate_limit_exceeded" } });
const rubbish = () => says("Here is your summary!");

const drafting = {
  ASPNETCORE_ENVIRONMENT: "Development",
  Organization__TimeZone: "Etc/UTC",
  Organization__QuietHours: "00:00-00:00",
  Drafting__Provider: "OpenAI",
  Drafting__Endpoint: `${modelUrl}/v1`,
  Drafting__Model: "mock-1",
};
const due = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const goals = `id,owner_email,title,metric,baseline,target,unit,due,parent_id,progress\ng1,ana@example.com,${goal},,,,,${due},,60\n`;
const started = (settings) => serve({ ...drafting, ...settings }, { goals });

/** One story for every platform: `ask` says words as somebody, `card` waits for a card that says something, `edit` and `approve` use it. */
async function story(name, platform) {
  await writes();
  await platform.ask(maya, "draft Ana");
  const draft = await platform.card(maya, read);
  check(draft.text.includes("Drafted with AI (mock-1)"), `${name}: the draft says that AI wrote it`, draft.text);
  await platform.edit(draft, `${read} We talked about it.`);
  const edited = await platform.card(maya, "We talked about it.");
  check(edited.text.includes("Edited by you"), `${name}: it says that it was edited`, edited.text);
  check(!(await platform.all(ana)).includes("We talked about it."), `${name}: the employee sees nothing before it is approved`);
  await platform.approve(edited);
  await platform.card(maya, "Ana Sousa can read it now");
  await platform.ask(ana, "summary");
  const summary = await platform.card(ana, "We talked about it.");
  check(summary.text.includes("Drafted with AI (mock-1), then read and approved by a person"), `${name}: the summary says how it came about`, summary.text);
  await platform.fill(summary, "summary.comment", "Comment", "text", "The plan was <b>Tom's</b>. <!channel>");
  await platform.ask(ana, "summary");
  const commented = await platform.card(ana, "The plan was <b>Tom's</b>. <!channel>");
  check(commented.text.includes("We talked about it."), `${name}: the comment stands beside the summary`, commented.text);
  await platform.fill(commented, "summary.contest", "Contest this summary", "reason", "We did not talk about it.");
  const contested = await platform.card(ana, "is contested");
  check(contested.text.includes("kept out of drafts"), `${name}: it says what contesting does`, contested.text);
  await platform.card(maya, "contests a summary that you wrote");
  check(!(await platform.all(maya)).includes("We did not talk about it."), `${name}: the manager is not told the reason`);
  await platform.ask(ana, "summary");
  await platform.card(ana, "⚑ contested");
  for (const [set, why] of [[busy, "The model is busy"], [rubbish, "could not be read"]]) {
    await set();
    // Another period, since the same evidence gives the same draft.
    await platform.ask(maya, `draft Ana ${new Date(Date.now() - (set === busy ? 40 : 50) * 86_400_000).toISOString().slice(0, 10)} ${new Date().toISOString().slice(0, 10)}`);
    const plain = await platform.card(maya, why);
    check(plain.text.includes("without AI") && plain.text.includes(goal), `${name}: a plain draft says “${why}”`, plain.text);
  }
}

/** Every text of a card, Adaptive or of blocks. */
const texts = (node) =>
  node && typeof node === "object" ? Object.entries(node).map(([key, value]) => (typeof value === "string" && ["text", "title", "fallbackText"].includes(key) ? value : texts(value))).join(" ") : "";
const plainly = (text) => text.replace(/[*_]|&amp;/g, "").replace(/\s+/g, " ");

async function web() {
  const bot = await started({ Web__DemoSignIn: "true" });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  try {
    const pages = {};
    for (const [who, name] of [[maya, "Maya"], [ana, "Ana"]]) {
      pages[who] = await (await browser.newContext({ viewport: { width: 1280, height: 1400 } })).newPage();
      await pages[who].goto(`${bot.url}/sign-in`);
      await pages[who].getByRole("button", { name: new RegExp(name) }).first().click();
      await pages[who].waitForURL((address) => address.pathname === "/");
    }
    const body = (who) => pages[who].locator("body").innerText();
    const send = async (who, act) => {
      const answered = pages[who].waitForNavigation({ waitUntil: "load" });
      await act();
      await answered;
    };
    const press = (who, title) => send(who, () => pages[who].getByRole("button", { name: title, exact: true }).last().click());
    await story("web", {
      ask: async (who, words) => {
        await pages[who].goto(`${bot.url}/`);
        await pages[who].locator("#text").fill(words);
        await send(who, () => pages[who].keyboard.press("Enter"));
      },
      card: (who, words) =>
        until(`web: ${words}`, async () => {
          const text = (await body(who)).replace(/\s+/g, " ");
          if (text.includes(words)) return { text, who };
          await pages[who].goto(`${bot.url}/`);
        }),
      all: async (who) => {
        await pages[who].goto(`${bot.url}/`);
        return body(who);
      },
      edit: async ({ who }, words) => {
        if (process.env.SCREENSHOTS) {
          mkdirSync(process.env.SCREENSHOTS, { recursive: true });
          await pages[who].screenshot({ path: join(process.env.SCREENSHOTS, "drafting-web.png"), fullPage: true });
        }
        await press(who, "Edit");
        await pages[who].locator("textarea[name='text']").last().fill(words);
        await press(who, "Save");
      },
      fill: async ({ who }, _verb, title, field, words) => {
        await press(who, title);
        const form = pages[who].locator(`form:has(textarea[name='${field}'])`).last();
        await form.locator(`textarea[name='${field}']`).fill(words);
        await send(who, () => form.locator("button[name='verb']").first().click());
      },
      approve: ({ who }) => press(who, "Approve"),
    });
  } finally {
    await browser.close();
    await bot.stop();
  }
}

async function teams() {
  const said = { [maya]: [], [ana]: [] };
  const connector = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const path = decodeURIComponent(request.url);
    const member = /members\/29:([0-9a-f-]+)$/i.exec(path)?.[1];
    const name = { [ana]: "ana", [maya]: "maya" }[member];
    const to = [maya, ana].find((who) => path.includes(`a:${who}`));
    if (to && body) said[to].push(JSON.parse(body));
    const answer = name
      ? { id: `29:${member}`, aadObjectId: member, tenantId: tenant, email: `${name}@example.com`, userPrincipalName: `${name}@example.com`, name }
      : { id: String(1700000000000 + said[maya].length + said[ana].length) };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise((resolve) => connector.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${connector.address().port}`;
  const serviceUrl = `http://${host}/emea/`;
  const bot = await started({
    Web__Enabled: "false",
    Teams__Enabled: "true",
    Teams__AppId: app,
    Teams__TenantId: tenant,
    Teams__AllowUnauthenticatedLoopback: "true",
    Teams__AllowedServiceHosts__0: host,
  });
  const invoke = async (who, name, value) => {
    const answer = await bot.deliver(activity(serviceUrl, who, "invoke", { name, value, replyToId: "m-1" }));
    const body = await answer.json();
    check(answer.ok, `Teams: ${name} is answered`, JSON.stringify(body));
    said[who].push(typeof body.value === "string" ? { text: body.value } : body);
  };
  const actions = (node) => (node && typeof node === "object" ? [...(node.type === "Action.Execute" ? [node] : []), ...Object.values(node).flatMap(actions)] : []);
  const of = (card, verb) => actions(card.card).findLast((action) => action.verb === verb || action.data?.verb === verb);
  const press = (card, verb, more = {}) => invoke(card.who, "adaptiveCard/action", { action: { type: "Action.Execute", verb, data: { ...of(card, verb).data, ...more } }, trigger: "manual" });
  try {
    await story("Teams", {
      ask: (who, text) => bot.deliver(activity(serviceUrl, who, "message", { text, textFormat: "plain" })),
      card: (who, words) =>
        until(`Teams: ${words}`, () => {
          const card = said[who].findLast((message) => plainly(texts(message)).includes(words));
          return card && { text: plainly(texts(card)), card, who };
        }),
      all: async (who) => plainly(said[who].map(texts).join(" ")),
      edit: (card, words) => press(card, "draft.edit", { text: words }),
      fill: async (card, verb, _title, field, words) => {
        await press(card, verb);
        await press({ card: said[card.who].at(-1), who: card.who }, verb, { [field]: words });
      },
      approve: (card) => press(card, "draft.approve"),
    });
  } finally {
    connector.close();
    await bot.stop();
  }
}

async function slack() {
  const ids = { [maya]: "U0MAYA0001", [ana]: "U0ANA00001" };
  const who = (id) => Object.keys(ids).find((one) => ids[one] === id);
  const said = { [maya]: [], [ana]: [] };
  // Whose button was pressed last: a modal is opened for them.
  let asked = maya;
  const api = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const sent = request.headers["content-type"]?.includes("json") ? JSON.parse(body || "{}") : Object.fromEntries(new URLSearchParams(body));
    const user = ids[maya] === sent.user || ids[maya] === sent.users ? maya : ana;
    // An address of nobody else's: an answer that names another's account hands that account over.
    const owner = { "maya@example.com": maya, "ana@example.com": ana }[sent.email];
    const at = `17000000${String(said[maya].length + said[ana].length + 10)}.000100`;
    const to = [maya, ana].find((one) => sent.channel === `D${ids[one].slice(1)}`);
    if (to) said[to].push(sent);
    if (sent.view) said[to ?? asked].push(sent.view);
    const name = user === maya ? "maya" : "ana";
    const answer = {
      "auth.test": { team_id: "T0001", user_id: "U0BOT", bot_id: "B1", url: "https://example.slack.com/", team: "Example", user: "bot" },
      "users.info": { user: { id: ids[user], team_id: "T0001", name, deleted: false, is_bot: false, profile: { email: `${name}@example.com`, real_name: name } } },
      "users.lookupByEmail": owner
        ? { user: { id: ids[owner], team_id: "T0001", deleted: false, is_bot: false, profile: { email: sent.email } } }
        : { ok: false, error: "users_not_found" },
      "conversations.open": { channel: { id: `D${String(sent.users).slice(1)}` } },
      "conversations.history": { messages: [], has_more: false },
    }[request.url.split("/").pop()];
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, ...(answer ?? { ts: at, channel: sent.channel, view: { id: "V1", hash: "1" } }) }));
  });
  await new Promise((resolve) => api.listen(0, "127.0.0.1", resolve));
  const bot = await started({
    Web__Enabled: "false",
    Slack__Enabled: "true",
    Slack__SigningSecret: secret,
    Slack__BotToken: "xoxb-0",
    Slack__ApiBaseUrl: `http://127.0.0.1:${api.address().port}/api/`,
  });
  let events = 0;
  const post = async (path, body, type) => {
    const time = Math.floor(Date.now() / 1000);
    const signature = `v0=${createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex")}`;
    const answer = await fetch(`${bot.url}${path}`, { method: "POST", headers: { "content-type": type, "x-slack-request-timestamp": String(time), "x-slack-signature": signature }, body });
    check(answer.ok, `Slack: ${path} is answered`, answer.status);
    return answer.text();
  };
  const interact = (payload) => post("/slack/interactions", new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), "application/x-www-form-urlencoded");
  const from = (one) => ({ user: { id: ids[one], team_id: "T0001" }, team: { id: "T0001" }, enterprise: null, is_enterprise_install: false, api_app_id: "A1", trigger_id: `t.${(events += 1)}` });
  const buttons = (node) => (node && typeof node === "object" ? [...(node.type === "button" ? [node] : []), ...Object.values(node).flatMap(buttons)] : []);
  const press = (card, verb) => {
    asked = card.who;
    const button = buttons(card.card).find((one) => one.action_id.startsWith(verb));
    const channel = { id: `D${ids[card.who].slice(1)}`, name: "directmessage" };
    return interact({
      type: "block_actions",
      ...from(card.who),
      container: { type: "message", message_ts: "1700000011.000100", channel_id: channel.id },
      channel,
      actions: [{ action_id: button.action_id, block_id: "b", type: "button", value: button.value, action_ts: `1700000012.${String((events += 1)).padStart(6, "0")}` }],
    });
  };
  /** Presses a button that opens a modal, writes into its one field, and sends it. */
  const fill = async (card, verb, words) => {
    const before = said[card.who].length;
    await press(card, verb);
    const view = await until(`Slack: the modal of ${verb}`, () => said[card.who].slice(before).findLast((sent) => sent.type === "modal"));
    const input = view.blocks.find((block) => block.type === "input");
    await interact({
      type: "view_submission",
      ...from(card.who),
      view: {
        ...view,
        id: "V1",
        hash: "1",
        state: { values: { [input.block_id]: { [input.element.action_id]: { type: "plain_text_input", value: words } } } },
      },
    });
  };
  const message = (card, words) => plainly(texts(card)).includes(words);
  try {
    await story("Slack", {
      ask: (one, text) =>
        post(
          "/slack/events",
          JSON.stringify({
            token: "x",
            team_id: "T0001",
            api_app_id: "A1",
            type: "event_callback",
            event_id: `Ev${(events += 1)}`,
            event_time: Math.floor(Date.now() / 1000),
            authorizations: [{ enterprise_id: null, team_id: "T0001", user_id: "U0BOT", is_bot: true, is_enterprise_install: false }],
            event: { type: "message", channel: `D${ids[one].slice(1)}`, channel_type: "im", user: ids[one], text, ts: `1700000013.${String((events += 1)).padStart(6, "0")}` },
          }),
          "application/json",
        ),
      card: (one, words) =>
        until(`Slack: ${words}`, () => {
          const card = said[one].findLast((sent) => sent.type !== "modal" && message(sent, words));
          return card && { text: plainly(texts(card)), card, who: one };
        }),
      all: async (one) => plainly(said[one].map(texts).join(" ")),
      edit: (card, words) => fill(card, "draft.edit", words),
      fill: (card, verb, _title, _field, words) => fill(card, verb, words),
      approve: (card) => press(card, "draft.approve"),
    });
  } finally {
    api.close();
    await bot.stop();
  }
}

for (const part of [web, teams, slack]) {
  try {
    await part();
  } catch (error) {
    problems.push(`${part.name}: ${error.stack}`);
  }
}
for (const problem of problems) console.log(`PROBLEM ${problem}`);
console.log(`${checks} checks, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
