// inkjs plays a task of drivers.py: the source is compiled, played a few times, and the last three plays are timed.
"use strict";
const fs = require("fs");
const { Compiler } = require("inkjs/full");
const task = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const path = require("path");
const home = require.resolve("inkjs/full").split(`${path.sep}inkjs${path.sep}`)[0];
const version = JSON.parse(fs.readFileSync(path.join(home, "inkjs", "package.json"), "utf8")).version;
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1e6; };
const story = new Compiler(fs.readFileSync(task.story, "utf8")).Compile();
const rounds = [];
let said = 0;
for (let round = 0; round < task.rounds; round++) {
  story.ResetState();
  const marks = [cpu()];
  for (let n = 0; n < task.choices; n++) {
    if (task.kind === "storylets") story.variablesState["wanted"] = task.wanted[n];
    said += story.ContinueMaximally().length;
    const options = story.currentChoices;
    for (const option of options) said += option.text.length;
    story.ChooseChoiceIndex((n * 7919 + Math.floor(n / 7) + 3) % options.length);
    if ((n + 1) % task.every === 0) marks.push(cpu());
  }
  // what the last choice changes happens when the story goes on; nothing more may be drawn then
  if (task.kind === "storylets") story.variablesState["wanted"] = -1;
  if (marks.length === 1) marks.push(cpu());
  rounds.push(marks.slice(1).map((mark, i) => mark - marks[i]));
  story.ContinueMaximally();
}
const values = {};
for (const name of task.variables) values[name] = story.variablesState[name];
console.log(JSON.stringify({ version, rounds: rounds.slice(-3), values, said }));
