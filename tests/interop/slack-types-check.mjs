// Compiles every message, modal and home view that the bot makes (of the samples, of the worst data, while loading, with errors) against
// Slack's own types, and checks the lengths in their documentation.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { exportedCards } from "./export.mjs";

const shown = exportedCards().flatMap(({ name, message, modal, home }) =>
  Object.entries({ message, modal, home }).flatMap(([kind, view]) => (view ? [{ name: `card ${name}`, kind, shown: view }] : [])),
);
const problems = [];
// CARDS_ONLY: a folder with nothing but the cards of another check.
for (const file of process.env.CARDS_ONLY ? [] : ["slack-samples.json", "slack-worst.json"]) {
  const path = join(process.argv[2] ?? process.env.PERFSIGNAL_EXPORT, file);
  if (!existsSync(path)) problems.push(`${file} is not there; the tests write it (CardExport, WorstCardsTests)`);
  else shown.push(...JSON.parse(readFileSync(path, "utf8")).map((one) => ({ ...one, name: `${file} ${one.name}` })));
}

const types = { message: "KnownBlock[]", modal: "ModalView", home: "HomeView" };
const folder = mkdtempSync(join(tmpdir(), "perfsignal-slack-"));
try {
  symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), join(folder, "node_modules"));
  const lines = ['import type { HomeView, KnownBlock, ModalView } from "@slack/types";'];
  shown.forEach(({ kind, shown: view }, i) => {
    lines.push(`export const shown${i}: ${types[kind]} = ${JSON.stringify(kind === "message" ? view.blocks : view)};`);
  });
  const file = join(folder, "cards.ts");
  writeFileSync(file, lines.join("\n"));
  const program = ts.createProgram([file], { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] });
  for (const d of ts.getPreEmitDiagnostics(program)) {
    const line = d.file?.getLineAndCharacterOfPosition(d.start ?? 0).line ?? 0;
    const { name, kind } = shown[line - 1] ?? {};
    problems.push(`${name} as ${kind}: ${ts.flattenDiagnosticMessageText(d.messageText, "\n").slice(0, 600)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

// A text object, or words: from one character to as many as the documentation allows.
function fits(what, value, limit) {
  if (value === undefined) return;
  const text = typeof value === "string" ? value : value.text;
  if (text.length > limit) problems.push(`${what} is longer than ${limit}`);
  if (text.length === 0) problems.push(`${what} is empty`);
}

function element(name, e) {
  fits(`${name} action_id`, e.action_id, 255);
  fits(`${name} placeholder`, e.placeholder, 150);
  if (e.type === "button") {
    fits(`${name} button`, e.text, 75);
    fits(`${name} value`, e.value, 2000);
    fits(`${name} url`, e.url, 3000);
  }
  if (e.type === "mrkdwn" || e.type === "plain_text") fits(`${name} text`, e, 3000);
  if (e.type === "plain_text_input") {
    if (e.max_length > 3000) problems.push(`${name}: max_length ${e.max_length}`);
    if ((e.initial_value ?? "").length > (e.max_length ?? 3000)) problems.push(`${name}: the first value is longer than what may be typed`);
  }
  const groups = e.option_groups ?? [];
  if (groups.length > 100) problems.push(`${name}: ${groups.length} groups`);
  for (const group of groups) fits(`${name} group`, group.label, 75);
  for (const options of [...(e.options ? [e.options] : []), ...groups.map((g) => g.options)]) {
    if (options.length === 0 || options.length > (["radio_buttons", "checkboxes"].includes(e.type) ? 10 : 100)) problems.push(`${name}: ${options.length} options`);
    if (new Set(options.map((o) => o.value)).size !== options.length) problems.push(`${name}: an option is there twice`);
    for (const o of options) fits(`${name} option`, o.text, 75), fits(`${name} option value`, o.value, 150);
  }
}

function block(name, b) {
  fits(`${name} block_id`, b.block_id, 255);
  if (b.type === "header") fits(`${name} header`, b.text, 150);
  if (b.type === "section") {
    fits(`${name} section`, b.text, 3000);
    if (b.fields?.length > 10) problems.push(`${name}: ${b.fields.length} fields`);
    for (const field of b.fields ?? []) fits(`${name} field`, field, 2000);
    if (b.accessory) element(name, b.accessory);
  }
  if (b.type === "image") fits(`${name} alt_text`, b.alt_text, 2000), fits(`${name} image_url`, b.image_url, 3000);
  if (b.type === "input") {
    fits(`${name} label`, b.label, 2000);
    fits(`${name} hint`, b.hint, 2000);
    element(name, b.element);
  }
  if (b.type === "context" || b.type === "actions") {
    if (b.elements.length === 0 || b.elements.length > (b.type === "context" ? 10 : 25)) problems.push(`${name}: ${b.type} with ${b.elements.length} elements`);
    for (const e of b.elements) element(name, e);
  }
  if (b.type === "rich_text" && JSON.stringify(b).length > 12_000) problems.push(`${name}: a rich_text of ${JSON.stringify(b).length} characters`);
}

for (const { name: of, kind, shown: view } of shown) {
  const name = `${of} as ${kind}`;
  if (view.blocks.length === 0 || view.blocks.length > (kind === "message" ? 50 : 100)) problems.push(`${name}: ${view.blocks.length} blocks`);
  for (const ids of [view.blocks.map((b) => b.block_id), view.blocks.flatMap((b) => b.elements ?? []).map((e) => e.action_id)]) {
    const told = ids.filter(Boolean);
    if (new Set(told).size !== told.length) problems.push(`${name}: an id is there twice`);
  }
  for (const b of view.blocks) block(name, b);
  if (kind === "message") fits(`${name} text`, view.text, 4000);
  if (kind !== "modal") continue;
  fits(`${name} title`, view.title, 24), fits(`${name} submit`, view.submit, 24), fits(`${name} close`, view.close, 24);
  fits(`${name} callback_id`, view.callback_id, 255);
  if ((view.private_metadata ?? "").length > 3000) problems.push(`${name}: private_metadata`);
  if (!view.blocks.some((b) => b.type === "input")) continue;
  if (!view.submit) problems.push(`${name}: inputs without submit`);
  // Words of ours must not be cut.
  for (const words of [view.title, view.submit, view.close]) if (words?.text.endsWith("…")) problems.push(`${name}: "${words.text}" is cut`);
}
for (const p of new Set(problems)) console.log(p);
console.log(`${shown.length} messages, modals and home views, ${problems.length} problems`);
process.exit(problems.length === 0 && shown.length > 0 ? 0 : 1);
