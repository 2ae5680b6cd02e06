// Runs @aws/cloudformation-validate over plain template files and prints the findings as JSON:
//
//     node cloudformation_validate.mjs <node_modules> <region> template...
//
//     [{"tool", "rule", "severity", "template", "resource", "line", "message"}]
//
// Status 0 with or without findings, 3 if the tool itself failed.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

function fail(message) {
  console.error(`cloudformation_validate: ${message}`);
  process.exit(3);
}

const [modules, region, ...templates] = process.argv.slice(2);
if (!modules || !region || templates.length === 0) {
  fail('usage: cloudformation_validate.mjs <node_modules> <region> template...');
}
// The packages lie elsewhere than this file: resolve from a file that could stand beside them.
const require = createRequire(join(resolve(modules), 'here.js'));

const TOOL = 'cloudformation-validate';
const findings = [];
try {
  const { CelEngine, TemplateFile } = require('@aws/cloudformation-validate');
  const engine = new CelEngine();
  const config = { severityLevel: 'INFO', pseudoParameterOverrides: { region } };
  for (const template of templates) {
    const add = (rule, severity, message, resource = null, line = null) =>
      findings.push({ tool: TOOL, rule, severity, template, resource, line, message });
    const report = engine.validateStandard(new TemplateFile(template), config);
    if (report.status !== 'OK') add(report.status, 'error', 'the analysis did not finish');
    for (const found of report.diagnostics) {
      const resource = found.entity?.entityType === 'Resource' ? found.entity.logicalId : null;
      const place = found.propertyPath ? `${found.propertyPath}: ` : '';
      add(found.ruleId, found.severity.toLowerCase(), place + found.message, resource,
        found.startLine ?? null);
    }
  }
  engine.free();
} catch (error) {
  fail(error.stack ?? String(error));
}
console.log(JSON.stringify(findings, null, 1));
