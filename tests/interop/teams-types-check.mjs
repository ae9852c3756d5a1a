// Compiles the bot's answers and calls to Teams against Microsoft's own types (botframework-schema, which botbuilder is made of), and, where
// PERFSIGNAL_CONTRACTS names the folder of the vendors' descriptions, sends the calls through a strict proxy of the Bot Connector's description:
// dialogs, message extensions, changes and deletes among them, which the Playground has in part only.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const directory = process.argv[2] ?? process.env.PERFSIGNAL_EXPORT;
if (!directory || !existsSync(`${directory}/teams.json`)) {
  console.error("Say where the export is, as first argument or in PERFSIGNAL_EXPORT; the tests named Export write it.");
  process.exit(2);
}

const shapes = JSON.parse(readFileSync(`${directory}/teams.json`, "utf8"));
const problems = [];
const types = {
  dialog: "TaskModuleResponse",
  extension: "MessagingExtensionActionResponse",
  "action card": "AdaptiveCardInvokeResponse",
  // A sentence is a string (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format); the type says object.
  "action message": "Omit<AdaptiveCardInvokeResponse, 'value'> & { value: string }",
  "action error": "Omit<AdaptiveCardInvokeResponse, 'value'> & { value: Required<Pick<InnerError, 'code' | 'message'>> }",
  // What the service fills in itself may be left out of a call.
  conversation: "Deep<ConversationParameters>",
  activity: "Deep<Activity>",
};
const tags = {
  "action card": [200, "application/vnd.microsoft.card.adaptive"],
  "action message": [200, "application/vnd.microsoft.activity.message"],
  "action error": [500, "application/vnd.microsoft.error"],
};

function compile(cases) {
  const folder = mkdtempSync(join(tmpdir(), "perfsignal-teams-types-"));
  try {
    symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), join(folder, "node_modules"));
    const lines = [
      'import type { Activity, AdaptiveCardInvokeResponse, ConversationParameters, MessagingExtensionActionResponse, TaskModuleResponse } from "botframework-schema";' +
        "type InnerError = { code?: string; message?: string };" +
        "type Deep<T> = T extends (infer E)[] ? Deep<E>[] : T extends object ? { [K in keyof T]?: Deep<T[K]> } : T;",
    ];
    cases.forEach(({ shape, body }, i) => lines.push(`export const shape${i}: ${types[shape]} = ${JSON.stringify(body)};`));
    const file = join(folder, "teams.ts");
    writeFileSync(file, lines.join("\n"));
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    return ts.getPreEmitDiagnostics(program).map((d) => {
      const line = d.file?.getLineAndCharacterOfPosition(d.start ?? 0).line ?? 0;
      return { name: cases[line - 1]?.name, text: ts.flattenDiagnosticMessageText(d.messageText, "\n").slice(0, 500) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const typed = shapes.filter((s) => s.body);
for (const { name, text } of compile(typed)) problems.push(`${name}: ${text}`);
for (const { name, shape, body } of shapes) {
  if (!(shape in types) && shape !== "empty") problems.push(`${name}: nothing is known of ${shape}`);
  if (shape === "empty" && body) problems.push(`${name}: has a body`);
  if (shape in tags && JSON.stringify([body.statusCode, body.type]) !== JSON.stringify(tags[shape])) problems.push(`${name}: is ${body.statusCode} ${body.type}`);
}
for (const shape of [...Object.keys(types), "empty"]) if (!shapes.some((s) => s.shape === shape)) problems.push(`no ${shape} was exported`);

// A field of another kind is found in each of them, so that the compiler is known to look.
const broken = Object.keys(types).flatMap((shape) => {
  const good = typed.find((s) => s.shape === shape);
  if (!good) return [];
  const [field, value] = { dialog: ["task", 7], extension: ["task", { type: "continue", value: { height: true } }], conversation: ["members", [{ id: 7 }]], activity: ["attachments", [{ content: {}, contentType: 7 }]] }[shape] ?? ["statusCode", "200"];
  return [{ ...good, name: shape, body: { ...good.body, [field]: value } }];
});
const found = new Set(compile(broken).map((d) => d.name));
for (const { name } of broken) if (!found.has(name)) problems.push(`a wrong field in ${name} is not found`);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Sends the calls as they were made through the proxy to somebody who takes everything; the proxy answers itself where the description says no. */
async function throughProxy(description) {
  const met = [];
  const upstream = http.createServer(async (request, response) => {
    for await (const _ of request);
    met.push(request.method);
    if (request.method === "DELETE") {
      response.writeHead(200).end();
      return;
    }
    response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" });
    response.end('{"id":"1700000000000"}');
  });
  const port = await new Promise((resolve) => upstream.listen(0, "127.0.0.1", () => resolve(upstream.address().port)));
  const proxyPort = await freePort();
  const cli = fileURLToPath(new URL("node_modules/@stoplight/prism-cli/dist/index.js", import.meta.url));
  const proxy = spawn(process.execPath, [cli, "proxy", description, `http://127.0.0.1:${port}`, "--errors", "-p", String(proxyPort), "-h", "127.0.0.1"], { stdio: "ignore" });
  const send = ({ method, path, body }) =>
    fetch(`http://127.0.0.1:${proxyPort}${path}`, { method, ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}) });
  try {
    const end = Date.now() + 30_000;
    while (!(await fetch(`http://127.0.0.1:${proxyPort}/`).then(() => true, () => false))) {
      if (Date.now() > end) throw new Error("the proxy did not start within 30 s");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const calls = shapes.filter((s) => s.method);
    for (const call of calls) {
      const answer = await send(call);
      if (!answer.ok) problems.push(`${call.name}: ${answer.status} ${(await answer.text()).slice(0, 400)}`);
    }
    for (const method of ["POST", "PUT", "DELETE"]) if (!met.includes(method)) problems.push(`no ${method} came through the proxy`);
    const change = calls.find((c) => c.method === "PUT");
    const refused = await send({ ...change, body: { ...change.body, attachments: [{ contentType: 7 }] } });
    if (refused.ok) problems.push("the proxy lets a wrong field through");
    console.log(`${calls.length} calls through the strict proxy`);
  } finally {
    proxy.kill();
    upstream.close();
    upstream.closeAllConnections();
  }
}

const description = process.env.PERFSIGNAL_CONTRACTS && join(process.env.PERFSIGNAL_CONTRACTS, "bot-connector/ConnectorAPI.json");
if (description && existsSync(description)) await throughProxy(description);
else console.log("The description of the Bot Connector is not at hand (PERFSIGNAL_CONTRACTS): the calls were compiled only.");

for (const p of problems) console.log(p);
console.log(`${typed.length} bodies against Microsoft's types, ${problems.length} problems`);
process.exit(problems.length === 0 && typed.length > 0 ? 0 : 1);
