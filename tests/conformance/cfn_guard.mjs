// Runs the Control Tower proactive controls over plain templates in JSON and prints the findings:
//
//     node cfn_guard.mjs <node_modules> template.json...
//
//     [{"tool", "rule", "severity", "template", "resource", "type", "message", "detail"}]
//
// The rules and the cfn-guard binary are those of @cdklabs/cdk-validator-cfnguard, driven without
// the CDK: that plug-in only builds this same command line. JSON, as cfn-guard 3.1 reads `!GetAtt
// A.B` as a string, which no rule follows. Status 0 with or without findings, 3 if the tool failed.

import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, join } from 'node:path';

const PLATFORMS = { linux: 'ubuntu', darwin: 'macos' };
const ARCHITECTURES = { x64: 'x86_64', arm64: 'aarch64' };
const FOUND = 19; // cfn-guard's status when a rule was not met

function fail(message) {
  console.error(`cfn_guard: ${message}`);
  process.exit(3);
}

function filesBelow(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** What the rule files say: name of the rule -> its control, types, and what would mend it. */
function readRules(folder) {
  const rules = new Map();
  for (const file of filesBelow(folder).filter((path) => path.endsWith('.guard'))) {
    const text = readFileSync(file, 'utf8');
    const header = text.match(/# Reports on:\s*\n((?:#\s+AWS::\S+\s*\n)+)/)?.[1] ?? text;
    const rule = {
      control: text.match(/\[(CT\.[^\]]+)\]/)?.[1] ?? basename(file, '.guard').toUpperCase(),
      types: new Set([...header.matchAll(/AWS::\w+::\w+/g)].map((match) => match[0])),
      fix: text.match(/\[FIX\]: *(.*)/)?.[1]?.trim() ?? '',
    };
    for (const match of text.matchAll(/^rule (\w+) when is_cfn_template/gm)) {
      rules.set(match[1], rule);
    }
  }
  return rules;
}

/** The resources that the failed checks of a rule name, each with the reason given first. */
function resourcesOf(node, reason, found) {
  if (Array.isArray(node)) {
    for (const item of node) resourcesOf(item, reason, found);
  } else if (node && typeof node === 'object') {
    const own = node.messages?.error_message || reason;
    for (const value of Object.values(node)) resourcesOf(value, own, found);
  } else if (typeof node === 'string') {
    for (const match of node.matchAll(/(?:^|Path=)\/Resources\/([A-Za-z0-9]+)([^\s\[]*)/g)) {
      const why = reason.match(/property \[([^\]]+)\] is missing/)?.[1];
      const at = match[2].replace(/^\//, '') || 'the resource';
      if (!found.has(match[1])) found.set(match[1], why ? `${at} has no ${why}` : at);
    }
  }
}

function runGuard(binary, rules, templates) {
  const flags = ['validate', '--rules', rules, ...templates.flatMap((path) => ['--data', path]),
    '--output-format', 'json', '--show-summary', 'none', '--structured'];
  const result = spawnSync(binary, flags, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (result.error) fail(result.error.message);
  if (result.status !== 0 && result.status !== FOUND) {
    fail(`cfn-guard ended with status ${result.status}: ${result.stderr}`);
  }
  return JSON.parse(result.stdout);
}

const [modules, ...templates] = process.argv.slice(2);
if (!modules || templates.length === 0) fail('usage: cfn_guard.mjs <node_modules> template...');
const home = join(modules, '@cdklabs', 'cdk-validator-cfnguard');
const folder = PLATFORMS[platform()];
const machine = ARCHITECTURES[arch()];
if (!folder || !machine) fail(`no cfn-guard binary for ${platform()} on ${arch()}`);
const binary = join(home, 'bin', folder, machine, 'cfn-guard');
const ruleFolder = join(home, 'rules', 'control-tower', 'cfn-guard');
try {
  chmodSync(binary, 0o755);
} catch {
  // Not ours to change; if it cannot run, that is said below.
}

const rules = readRules(ruleFolder);
const results = runGuard(binary, ruleFolder, templates);
const reports = new Map(results.map((report) => [report.name, report]));
const findings = [];
for (const template of templates) {
  const report = reports.get(realpathSync(template)); // cfn-guard names what it read in full
  if (!report) fail(`cfn-guard says nothing of ${template}`);
  const resources = JSON.parse(readFileSync(template, 'utf8')).Resources ?? {};
  for (const { Rule: failed } of report.not_compliant) {
    const rule = rules.get(failed.name);
    if (!rule) fail(`a rule of no file: ${failed.name}`);
    const found = new Map();
    resourcesOf(failed.checks, '', found);
    // A check that follows a reference also names the resource referred to.
    const own = [...found].filter(([resource]) => rule.types.has(resources[resource]?.Type));
    if (own.length === 0) own.push([null, failed.name]);
    for (const [resource, detail] of own) {
      findings.push({ tool: 'cfn-guard', rule: rule.control, severity: 'error', template, resource,
        type: resources[resource]?.Type ?? null, message: rule.fix, detail });
    }
  }
}
console.log(JSON.stringify(findings, null, 1));
