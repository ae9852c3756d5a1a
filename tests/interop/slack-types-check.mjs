// Compiles every exported message, modal and home view against Slack's own types, and checks the lengths in their documentation.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { exportedCards } from "./export.mjs";

const cards = exportedCards();
const folder = mkdtempSync(join(tmpdir(), "perfsignal-slack-"));
const problems = [];
try {
  symlinkSync(fileURLToPath(new URL("node_modules", import.meta.url)), join(folder, "node_modules"));
  const lines = ['import type { HomeView, KnownBlock, ModalView } from "@slack/types";'];
  cards.forEach(({ message, modal, home }, i) => {
    lines.push(`export const message${i}: KnownBlock[] = ${JSON.stringify(message.blocks)};`);
    lines.push(modal ? `export const modal${i}: ModalView = ${JSON.stringify(modal)};` : "");
    lines.push(home ? `export const home${i}: HomeView = ${JSON.stringify(home)};` : "");
  });
  const file = join(folder, "cards.ts");
  writeFileSync(file, lines.join("\n"));
  const program = ts.createProgram([file], { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] });
  for (const d of ts.getPreEmitDiagnostics(program)) {
    const line = d.file?.getLineAndCharacterOfPosition(d.start ?? 0).line ?? 0;
    problems.push(`${cards[Math.floor((line - 1) / 3)]?.name}: ${ts.flattenDiagnosticMessageText(d.messageText, "\n").slice(0, 600)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

const most = (what, value, limit) => (value ?? "").length > limit && problems.push(`${what} is longer than ${limit}`);
function lengths(name, blocks, count) {
  if (blocks.length > count) problems.push(`${name}: ${blocks.length} blocks`);
  const blockIds = blocks.map((b) => b.block_id).filter(Boolean);
  if (new Set(blockIds).size !== blockIds.length) problems.push(`${name}: a block_id is there twice`);
  const actionIds = [];
  for (const b of blocks) {
    if (b.type === "header") most(`${name} header`, b.text.text, 150);
    if (b.type === "context" && b.elements.length > 10) problems.push(`${name}: context with ${b.elements.length} elements`);
    if (b.type === "image") most(`${name} alt_text`, b.alt_text, 2000), most(`${name} image_url`, b.image_url, 3000);
    if (b.type === "input") {
      most(`${name} label`, b.label.text, 2000);
      const e = b.element;
      const options = e.options ?? [];
      if (options.length > (["radio_buttons", "checkboxes"].includes(e.type) ? 10 : 100)) problems.push(`${name}: ${options.length} options`);
      for (const o of options) most(`${name} option`, o.text.text, 75), most(`${name} option value`, o.value, 150);
      most(`${name} placeholder`, e.placeholder?.text, 150);
    }
    if (b.type === "actions") {
      if (b.elements.length > 25) problems.push(`${name}: ${b.elements.length} buttons`);
      for (const e of b.elements) {
        actionIds.push(e.action_id);
        most(`${name} button`, e.text.text, 75), most(`${name} value`, e.value, 2000), most(`${name} url`, e.url, 3000), most(`${name} action_id`, e.action_id, 255);
      }
    }
  }
  if (new Set(actionIds).size !== actionIds.length) problems.push(`${name}: an action_id is there twice`);
}
for (const { name, message, modal, home } of cards) {
  lengths(name, message.blocks, 50);
  if (home) lengths(name, home.blocks, 100);
  if (!modal) continue;
  lengths(name, modal.blocks, 100);
  most(`${name} title`, modal.title.text, 24), most(`${name} submit`, modal.submit?.text, 24), most(`${name} metadata`, modal.private_metadata, 3000);
}
for (const p of problems) console.log(p);
console.log(`${cards.length} cards as message, modal and home view, ${problems.length} problems`);
process.exit(problems.length === 0 && cards.length > 0 ? 0 : 1);
