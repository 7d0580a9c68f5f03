// inkjs loads a story. `compile SOURCE JSON` compiles and writes the compiled story; `source FILE` and `json FILE` go on
// to the first choice and print it. What `compile` prints is seconds of the processor for compiling alone.
"use strict";
const fs = require("fs");
const { Compiler, Story } = require("inkjs/full");
const [what, file, out] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");
const seconds = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1e6; };
if (what === "compile") {
  const began = seconds();
  const story = new Compiler(text).Compile();
  const took = seconds() - began;
  fs.writeFileSync(out, story.ToJson());
  console.log(JSON.stringify({ took }));
} else {
  const story = what === "json" ? new Story(text) : new Compiler(text).Compile();
  const said = story.ContinueMaximally();
  console.log(JSON.stringify({ said: said.trim(), choices: story.currentChoices.map((c) => c.text) }));
}
