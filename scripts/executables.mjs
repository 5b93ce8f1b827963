import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Where programs of these names would be on the PATH. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** The file that an environment variable names, which must be an executable one; `undefined` where it is not set. */
export function givenBy(variable) {
  const given = process.env[variable];
  if (given && !isExecutable(given))
    throw new Error(`${variable} is ${given}, which is not an executable file.`);
  return given || undefined;
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // absent, or not ours to run: either way not a candidate
  }
}
