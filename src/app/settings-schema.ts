import { PRODUCT } from '../catalog';
import type { ValueSchema } from '../engine/schema';
import { settingProperties } from '../engine/settings';
import { WAIVER } from '../engine/waiver-schema';

/** The formats of a report. */
export const REPORT_FORMATS: readonly string[] = ['text', 'json', 'sarif', 'junit', 'markdown', 'html'];

const GLOBS: ValueSchema = { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } };

/** What a settings file has to be: a schema of draft-07, with the nouns. */
export function settingsFileSchema(): ValueSchema {
  return {
    type: 'object',
    noun: 'setting',
    additionalProperties: false,
    properties: {
      ...settingProperties(PRODUCT.rules, PRODUCT.profiles),
      include: {
        ...GLOBS,
        description: 'Globs, relative to the directory of this file: only files that match one of them are read. Default: everything.',
      },
      exclude: {
        ...GLOBS,
        description: 'Globs, relative to the directory of this file: files that match one of them are not read. Default: nothing.',
      },
      waivers: {
        type: 'array',
        description: 'Waivers, and paths of waiver files, relative to the directory of this file.',
        items: { anyOf: [{ type: 'string', minLength: 1 }, WAIVER] },
      },
      baseline: {
        type: 'string',
        minLength: 1,
        description: 'The file of the findings that are accepted as they were, relative to the directory of this one. Default: none are.',
      },
      format: { type: 'string', enum: REPORT_FORMATS, description: 'How the command writes its report. Default: text.' },
      output: {
        type: 'string',
        minLength: 1,
        description: 'The file that the command writes its report to, relative to the directory of this one. Default: standard output.',
      },
    },
  };
}
