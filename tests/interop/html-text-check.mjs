// In Chromium: our HTML of each card shows the same text as the official library's rendering, and has no accessibility violation.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import axe from "@axe-core/playwright";
import { exportedCards, withoutTeams } from "./export.mjs";

const require = createRequire(import.meta.url);
const library = readFileSync(require.resolve("adaptivecards/dist/adaptivecards.js"), "utf8");
const markdown = readFileSync(require.resolve("markdown-it/dist/markdown-it.js"), "utf8");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args: flags });
let problems = 0;
try {
  const context = await browser.newContext({ javaScriptEnabled: true });
  await context.route("**", (route) => route.abort());
  const cards = exportedCards();
  const left = cards.values();
  await Promise.all([1, 2].map(() => compare(context, left)));
  console.log(`${cards.length} cards, ${problems} problems`);
  if (cards.length === 0) problems++;
} finally {
  await browser.close();
}
process.exit(problems === 0 ? 0 : 1);

// Two pages for as many cards as there are: the library is read once, and a page of its own for each card takes most of the time.
async function compare(context, cards) {
  const theirs = await context.newPage();
  await theirs.setContent("<!doctype html><html lang=en><title>official</title><body><div id=card></div>");
  await theirs.addScriptTag({ content: library });
  await theirs.addScriptTag({ content: markdown });
  const ours = await context.newPage();
  for (const { name, card, html } of cards) {
    await theirs.evaluate((plain) => {
      const { AdaptiveCard, GlobalSettings } = globalThis.AdaptiveCards;
      // Teams reads Markdown in text blocks and facts only.
      GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
      AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = globalThis.markdownit().render(text);
        result.didProcess = true;
      };
      const parsed = new AdaptiveCard();
      parsed.parse(plain);
      document.getElementById("card").replaceChildren(parsed.render());
    }, withoutTeams(card));
    await ours.setContent(
      `<!doctype html><html lang=en><head><title>ours</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action 'self'"></head><body><main><h1 hidden>page</h1>${html}</main>`,
    );
    const [expected, shown] = [await visible(theirs), await visible(ours)];
    if (expected !== shown) {
      problems++;
      console.log(`${name}: text differs\n  official ${expected}\n  ours     ${shown}`);
    }
    // The page holds no frame, for which alone axe would open another page each time.
    const scan = await new (axe.default ?? axe)({ page: ours }).setLegacyMode().disableRules(["page-has-heading-one", "color-contrast"]).analyze();
    for (const v of scan.violations) {
      problems++;
      console.log(`${name}: ${v.id}: ${v.help} (${v.nodes[0]?.html})`);
    }
  }
}

// What a person can read, without white space, list bullets and numbers (drawn by the browser in one, written in the other), and images.
// An option list shows its chosen option; the official library numbers and bullets lists by <li>.
async function visible(page) {
  return page.evaluate(() => {
    const text = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        text.push(node.textContent);
        return;
      }
      if (!(node instanceof HTMLElement)) return;
      if (["SCRIPT", "STYLE", "TEXTAREA", "SELECT"].includes(node.tagName)) return;
      const style = getComputedStyle(node);
      if (style.display === "none" || style.visibility === "hidden") return;
      if (node.tagName === "LI") text.push(node.parentElement.tagName === "OL" ? `${[...node.parentElement.children].indexOf(node) + 1}.` : "•");
      node.childNodes.forEach(walk);
    };
    walk(document.body);
    return text.join("").replace(/[\s\u00a0]+/g, "");
  });
}
