import type { ValueSchema } from './schema';

/** A waiver as a settings file has it. */
export const WAIVER: ValueSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['reason', 'approvedBy', 'until'],
  properties: {
    rule: { type: 'string', minLength: 1, description: 'The id of one rule.' },
    rules: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', minLength: 1 },
      description: 'The ids of several rules, in place of `rule`.',
    },
    object: {
      type: 'object',
      description:
        'Whose findings it accepts. Without it: those about the run as a whole. In each but `file`, `*` stands for any characters.',
      additionalProperties: false,
      properties: {
        apiVersion: { type: 'string', minLength: 1, description: 'Default: any version.' },
        kind: { type: 'string', minLength: 1 },
        namespace: { type: 'string', minLength: 1, description: 'Default: objects that state none.' },
        name: { type: 'string' },
        file: {
          type: 'string',
          minLength: 1,
          description: 'A glob, as in .gitignore: objects in files that match. Kind and name can be left out then.',
        },
      },
    },
    reason: { type: 'string', minLength: 1, description: 'Why the finding is acceptable here.' },
    approvedBy: { type: 'string', minLength: 1, description: 'The approver: a person or a role.' },
    until: { type: 'string', format: 'date', description: 'The last day on which the waiver is valid.' },
  },
};

/** The keys and types of an entry of a waiver file. What is missing in it, or says nothing, is a finding and no fault of the file. */
export const WAIVER_ENTRY: ValueSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(Object.keys(WAIVER.properties!).map((key) => [key, { type: 'string' }])),
    rules: { type: 'array', items: { type: 'string' } },
    object: WAIVER.properties!.object!,
  },
};
