// Checks an HTTP Archive from standard input against the schema of the format, and says what is wrong with it.
const text = require('fs').readFileSync(0, 'utf8');
require('har-validator').har(JSON.parse(text)).catch(mistake => {
  console.error(JSON.stringify(mistake.errors));
  process.exitCode = 1;
});
