import * as fs from 'node:fs';
import { reasonOf } from '../input/find-files';
import type { Registry } from '../engine/registry';
import type { Waiver } from '../engine/waiver';
import { annotationWaivers, readWaiverFile } from '../engine/waiver-sources';
import type { Inventory } from '../kubernetes/objects/inventory';
import type { ReadError } from '../input/read-error';

/** The waivers of the annotations and of the waiver file, and what keeps that from being read. */
export function waiversOf(
  { waivers: file, asOf }: { readonly waivers?: string; readonly asOf: string },
  inventory: Inventory,
  registry: Registry,
): { readonly waivers: readonly Waiver[]; readonly errors: readonly ReadError[] } {
  const isRule = (id: string) => registry.find(id) !== undefined;
  const written = annotationWaivers(inventory, asOf, isRule);
  if (file === undefined) return { waivers: written, errors: [] };
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    return { waivers: written, errors: [{ file, line: undefined, message: reasonOf(error) }] };
  }
  const { waivers, faults } = readWaiverFile(file, text, asOf, isRule);
  return { waivers: [...waivers, ...written], errors: faults.map(({ line, message }) => ({ file, line, message })) };
}
