// Asks Mermaid's own parser whether it understands the files that are named. The first argument is a folder in which
// `npm install mermaid jsdom` was run.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), "x.js"));
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const inside = path.join(path.resolve(folder), "node_modules", "mermaid", "dist", "mermaid.core.mjs");
const { default: mermaid } = await import(pathToFileURL(inside));
for (const file of files) {
  console.log((await mermaid.parse(fs.readFileSync(file, "utf8"))).diagramType);
}
