// Reads a folder of zarr v3 that Merapi wrote by zarrita, which knows nothing of Merapi, and compares every array with the
// file of JSON of the same results.
//   npm install zarrita; node check_zarr.mjs results.zarr results.json
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as zarr from "zarrita";
import { FileSystemStore } from "@zarrita/storage";

const [folder, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8").replace(/\bNaN\b/g, "null").replace(/-?Infinity/g, "null");
const expected = JSON.parse(text);
const root = zarr.root(new FileSystemStore(folder));
let arrays = 0;
for (const group of readdirSync(folder).filter((name) => name !== "zarr.json")) {
  for (const name of readdirSync(join(folder, group)).filter((each) => each !== "zarr.json")) {
    const array = await zarr.open.v3(root.resolve(`${group}/${name}`), { kind: "array" });
    const found = await zarr.get(array);
    const values = Array.from(found.data, (x) => (typeof x === "bigint" ? Number(x) : x));
    const dims = array.dimensionNames ?? JSON.parse(readFileSync(join(folder, group, name, "zarr.json"), "utf8")).dimension_names;
    const isDim = dims.length === 1 && dims[0] === name;
    const whole = isDim ? expected.coords[name] ?? values : expected[group][name].flat(Infinity);
    const own = isDim ? [] : dims.filter((dim) => dim !== "chain" && dim !== "draw");
    if (!isDim && JSON.stringify(own) !== JSON.stringify(expected.dims[name])) throw new Error(`${group}/${name}: dims ${dims}`);
    if (values.length !== whole.length || values.some((x, i) => x !== whole[i] && !(Number.isNaN(x) && whole[i] === null))) {
      throw new Error(`${group}/${name}: values differ`);
    }
    arrays++;
    console.log(`ok: ${group}/${name} ${array.dtype} [${array.shape}] (${dims})`);
  }
}
console.log(`${arrays} arrays agree`);
