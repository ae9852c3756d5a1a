// Every exported card must be read by Microsoft's library without a warning, and fit the JSON schema if ADAPTIVE_CARD_SCHEMA names its file.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { exportedCards, withoutTeams } from "./export.mjs";

const require = createRequire(import.meta.url);
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");

const schemaPath = process.env.ADAPTIVE_CARD_SCHEMA;
let validate;
if (schemaPath && existsSync(schemaPath)) {
  const Ajv = require("ajv");
  const schema = JSON.parse(readFileSync(schemaPath, "utf8"));
  // Draft-06 with the older name of its id: ajv carries neither, the keywords are the same.
  delete schema.$schema;
  delete schema.id;
  validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
} else {
  console.log("ADAPTIVE_CARD_SCHEMA is not set: the schema is not checked");
}

let problems = 0;
const cards = exportedCards();
for (const { name, card } of cards) {
  const plain = withoutTeams(card);
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(plain, context);
  const found = [];
  for (let i = 0; i < context.eventCount; i++) found.push(context.getEventAt(i).message);
  found.push(...parsed.validateProperties().validationEvents.map((e) => e.message));
  if (validate && !validate(plain)) found.push(...validate.errors.slice(0, 5).map((e) => `${e.instancePath} ${e.message}`));
  for (const message of found) console.log(`${name}: ${message}`);
  problems += found.length;
}
console.log(`${cards.length} cards, ${problems} problems`);
process.exit(problems === 0 && cards.length > 0 ? 0 : 1);
