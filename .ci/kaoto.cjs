// What Kaoto opens: every file that is shipped, against the schemas Kaoto itself validates with, of the Camel nearest to ours.
// Usage: node .ci/kaoto.cjs FOLDER, where FOLDER has node_modules with @kaoto/camel-catalog, ajv and yaml.
const fs = require("fs");
const path = require("path");
const needs = require("module").createRequire(path.resolve(process.argv[2], "package.json"));
const Ajv = needs("ajv");
const YAML = needs("yaml");

const catalog = path.join(process.argv[2], "node_modules/@kaoto/camel-catalog/dist/camel-catalog/camel-main/4.18.4");
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const schema = (start) => {
  const file = fs.readdirSync(catalog).find((name) => name.startsWith(start));
  return ajv.compile(JSON.parse(fs.readFileSync(path.join(catalog, file), "utf8")));
};
const kinds = [
  { end: /\.camel\.yaml(\.example)?$/, fits: schema("camelYamlDsl") },
  { end: /\.kamelet\.yaml(\.example)?$/, fits: schema("crd-schema-kamelet-") },
  { end: /\.pipe\.yaml(\.example)?$/, fits: schema("crd-schema-pipe") },
];
const folders = ["routes", "docs", "src/main/resources"];
const files = folders.flatMap((f) => fs.readdirSync(f, { recursive: true }).map((name) => path.join(f, name)));

let seen = 0;
let wrong = 0;
const check = (name, text, fits) => {
  seen++;
  if (!fits(YAML.parse(text))) {
    wrong++;
    console.error(`${name}: ${fits.errors.slice(0, 5).map((e) => `${e.instancePath || "/"} ${e.message}`).join("; ")}`);
  }
};
for (const file of files) {
  const kind = kinds.find((k) => k.end.test(file));
  if (kind) check(file, fs.readFileSync(file, "utf8"), kind.fits);
}
console.log(`${seen} files were held against Kaoto's schemas, ${wrong} do not fit.`);
process.exit(wrong > 0 || seen < 50 ? 1 : 0);
