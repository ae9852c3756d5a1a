// Posts activities that are almost right to the built service (PERFSIGNAL_FUZZ of them, 2000 unless told): none may fail, none may change anything,
// and the process stays under 300 MB.
import http from "node:http";
import { activity, ana, app, maya, serve, tenant } from "./served-bot.mjs";

const count = Number(process.env.PERFSIGNAL_FUZZ ?? 2000);
const most = 300;
const seed = 20261124;
const problems = [];

/** Numbers that look random, the same each time (mulberry32). */
let state = seed;
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
}

const connector = http.createServer(async (request, response) => {
  for await (const _ of request);
  const user = /members\/29%3A([0-9a-f-]+)$/i.exec(request.url)?.[1];
  const known = { [ana]: "ana", [maya]: "maya" }[user];
  const body = !request.url.includes("/members/")
    ? { id: "1700000000000" }
    : known && { id: `29:${user}`, aadObjectId: user, tenantId: tenant, email: `${known}@example.com`, userPrincipalName: `${known}@example.com`, name: known };
  response.writeHead(body ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(body ?? { error: { code: "MemberNotFoundInConversation" } }));
});
await new Promise((resolve) => connector.listen(0, "127.0.0.1", resolve));
const host = `127.0.0.1:${connector.address().port}`;
const serviceUrl = `http://${host}/emea/`;

const bot = await serve({
  ASPNETCORE_ENVIRONMENT: "Development",
  Teams__Enabled: "true",
  Teams__AppId: app,
  Teams__TenantId: tenant,
  Teams__AllowUnauthenticatedLoopback: "true",
  Teams__AllowedServiceHosts__0: host,
});

// Zoe is nobody's manager or report: whoever presses it, there is no commitment between the two.
const data = { verb: "commitment.log", row: "", text: "migrate billing", due: "2026-12-01" };
const kinds = [
  () => activity(serviceUrl, ana, "message", { text: "goals", textFormat: "plain" }),
  () => activity(serviceUrl, maya, "message", { text: "<at>Perf</at> help", conversation: { id: "19:channel@thread.tacv2", conversationType: "channel", isGroup: true, tenantId: tenant } }),
  () => invoke(maya, "adaptiveCard/action", { action: { type: "Action.Execute", verb: "commitment.log", data }, trigger: "manual" }),
  () => invoke(ana, "adaptiveCard/action", { action: { type: "Action.Execute", verb: "mydata.show", data: { row: "1" } }, trigger: "manual" }),
  () => invoke(maya, "task/submit", { data }),
  () =>
    invoke(maya, "composeExtension/fetchTask", {
      commandId: "feedback.give",
      messagePayload: { body: { contentType: "html", content: "<p>well <b>done</b></p>" }, from: { user: { id: ana } } },
    }),
  () => activity(serviceUrl, "7b7e0c2e-0f0a-4a6e-9d53-6c1d8a1b0077", "installationUpdate", { action: "add" }),
  () => activity(serviceUrl, ana, "message", { value: data }),
  () => activity(serviceUrl, ana, "conversationUpdate", { membersAdded: [{ id: `28:${app}` }] }),
];
const invoke = (user, name, value) => activity(serviceUrl, user, "invoke", { name, value, replyToId: "m-1" });

const nest = (depth) => Array.from({ length: depth }).reduce((node, _, i) => (i % 2 ? { row: node } : [node]), "deep");
const values = [
  () => null,
  () => random(2) * 1e300,
  () => "\u0001".repeat(random(2000)),
  () => '𝔘<at>"{{DATE}}'.repeat(random(6000)),
  () => [],
  () => ({ id: random(1e9), text: [1, null, "x"] }),
  () => nest(random(80)),
  () => "\0",
  () => random(2) === 0,
  () => Object.fromEntries(Array.from({ length: random(300) }, (_, i) => [`f${i}`, "x"])),
];
const places = (node) => Object.entries(node).flatMap(([name, value]) => [[node, name], ...(value && typeof value === "object" && !Array.isArray(value) ? places(value) : [])]);

function mutate(node) {
  const all = places(node);
  const [parent, name] = all[random(all.length)];
  const kind = random(values.length + 2);
  if (kind === values.length) delete parent[name];
  else if (kind > values.length) parent[`x${name}`] = structuredClone(parent[name]);
  else parent[name] = values[kind]();
}

/** Now and then also the text itself: cut off, a byte turned, a property twice. */
function bytes(node) {
  const body = Buffer.from(JSON.stringify(node));
  switch (random(20)) {
    case 0:
      return body.subarray(0, random(body.length));
    case 1:
      body[random(body.length)] ^= 1 << random(8);
      return body;
    case 2:
      return Buffer.concat([Buffer.from('{"type":"message","text":"\\udc00",'), body.subarray(1)]);
    case 3:
      return Buffer.concat([Buffer.from('{"text":7,"value":[],"from":3,'), body.subarray(1)]);
    default:
      return body;
  }
}

const kept = () => JSON.stringify(["Commitment", "FeedbackNote", "MineNote", "Goal"].map((table) => bot.rows(`select count(*) from ${table}`)[0][0]));
const people = () => JSON.stringify(bot.rows("select Id, Email, Name, TeamsUserId, RoleFamily, Language from People order by Id"));
const statuses = {};
const begin = Date.now();
let next = 0;
async function post() {
  while (next < count) {
    const sample = (next += 1);
    const node = structuredClone(kinds[random(kinds.length)]());
    for (let times = 1 + random(3); times > 0; times -= 1) mutate(node);
    const body = bytes(node);
    const answer = await bot.deliver(body).catch((error) => ({ status: 599, text: async () => String(error.cause ?? error) }));
    const text = await answer.text();
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (answer.status >= 500 || text.includes("application/vnd.microsoft.error")) problems.push(`sample ${sample}: ${answer.status} ${text.slice(0, 200)} for ${body.toString().slice(0, 600)}`);
  }
}
try {
  data.row = bot.rows("select Id from People where Email='zoe@example.com'")[0][0].replaceAll("-", "").toLowerCase();
  const before = { kept: kept(), people: people(), memory: bot.memory() };
  await Promise.all(Array.from({ length: 4 }, post));
  const memory = bot.memory();
  for (const status of [200, 400, 403]) if (!statuses[status]) problems.push(`no sample was answered with ${status}: the mutations miss a gate`);
  if (kept() !== before.kept) problems.push(`${before.kept} became ${kept()}`);
  if (people() !== before.people) problems.push(`the people became ${people()}`);
  if (/The answer to .* of Teams failed/.test(bot.log())) problems.push(`the log tells of failures: ${bot.log().slice(-2000)}`);
  if (memory.most > most) problems.push(`${memory.most} MB resident`);
  console.log(`${count} activities in ${Math.round((Date.now() - begin) / 1000)} s, ${JSON.stringify(statuses)}, resident ${before.memory.now} MB before, ${memory.now} MB after, ${memory.most} MB at most`);
} catch (error) {
  problems.push(error.stack);
} finally {
  await bot.stop();
  connector.close();
  connector.closeAllConnections();
}
for (const p of problems.slice(0, 10)) console.log(`PROBLEM ${p}`);
console.log(`${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
