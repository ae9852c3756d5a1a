// Draws the main cards as Slack shows them (slack-blocks-to-jsx in Chromium), for a person to look at, and checks that nothing runs out of its box.
// PERFSIGNAL_EXPORT: what the tests exported. SCREENSHOTS: a folder for the pictures.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const shown = [
  ["brief", "message"],
  ["mirror", "message"],
  ["welcome", "message"],
  ["home", "home"],
  ["commitment_form", "modal"],
  ["feedback_form", "modal"],
  ["loading", "modal"],
  ["why", "message"],
  ["goal_list", "message"],
  ["commitment_list", "message"],
  ["mydata", "message"],
];
const folder = process.env.SCREENSHOTS ?? "screenshots";
mkdirSync(folder, { recursive: true });
const style = readFileSync(fileURLToPath(import.meta.resolve("slack-blocks-to-jsx/dist/style.css")), "utf8");
const logo = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'%3E%3Crect width='1' height='1' fill='%23456'/%3E%3C/svg%3E";
const problems = [];
const flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags.split(" ") });

const samples = JSON.parse(readFileSync(join(process.env.PERFSIGNAL_EXPORT, "slack-samples.json"), "utf8"));
let pictures = 0;
for (const [card, surface] of shown) {
  for (const language of ["en", "de"]) {
    const view = samples.find(({ name, kind }) => name === `${card}.${language}` && kind === surface)?.shown;
    if (!view) {
      problems.push(`${card}.${language}: there is no ${surface}`);
      continue;
    }
    const drawn = renderToStaticMarkup(createElement(Message, { blocks: view.blocks, logo, name: "PerfSignal", time: new Date(0), withoutWrapper: surface !== "message" }));
    const head = surface === "modal" ? `<h3>${view.title.text}</h3>` : "";
    const foot = surface === "modal" ? `<p>[ ${view.close.text} ] [ ${view.submit?.text ?? ""} ]</p>` : "";
    const page = await browser.newPage({ viewport: { width: surface === "modal" ? 520 : 720, height: 600 } });
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style} body{font-family:sans-serif;margin:16px}</style>${head}${drawn}${foot}`);
    const text = await page.innerText("body");
    for (const block of view.blocks) {
      const title = block.type === "header" ? block.text.text : undefined;
      if (title && !text.includes(title)) problems.push(`${card}.${language}: the picture lacks "${title}"`);
    }
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
    if (wide > 0) problems.push(`${card}.${language}: ${wide} px wider than its window`);
    await page.screenshot({ path: join(folder, `slack-${card}.${language}.png`), fullPage: true });
    await page.close();
    pictures += 1;
  }
}
await browser.close();
for (const problem of problems) console.log(problem);
console.log(`${pictures} pictures, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
