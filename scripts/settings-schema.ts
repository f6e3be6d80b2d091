import { settingsFileSchema } from '../src/app/settings-schema';
import type { ValueSchema } from '../src/engine/schema';

const RULE = '#/definitions/rule';

/** The settings file as a JSON schema, for editors and for checks in CI: a line for each rule. */
export function settingsSchema(): string {
  const { properties = {}, ...rest } = settingsFileSchema();
  const rules = properties.rules!;
  const settings = Object.values(rules.properties!);
  const plain = settings.find((rule) => !hasOptions(rule))!;
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:cdk8s-hardened:settings:1',
    title: 'Settings of cdk8s-hardened',
    ...published(rest),
    properties: {
      ...mapped(properties, published),
      rules: {
        ...published({ ...rules, properties: {} }),
        properties: mapped(rules.properties!, (rule) => `line ${settings.indexOf(rule)}`),
      },
    },
    definitions: { rule: { anyOf: plain.anyOf!.map(published) } },
  };
  const text = JSON.stringify(schema, undefined, 2).replace(/"line (\d+)"/g, (_, index) => JSON.stringify(ruleOf(settings[index]!)));
  return `${text}\n`;
}

function ruleOf(rule: ValueSchema): object {
  return hasOptions(rule) ? published(rule) : { description: rule.description, allOf: [{ $ref: RULE }] };
}

function hasOptions({ anyOf = [] }: ValueSchema): boolean {
  return anyOf.some(({ properties }) => Object.keys(properties?.options?.properties ?? {}).length > 0);
}

/** Without what only messages need. */
function published({ noun: _, items, anyOf, properties, ...schema }: ValueSchema): object {
  return {
    ...schema,
    ...(items ? { items: published(items) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(published) } : {}),
    ...(properties ? { properties: mapped(properties, published) } : {}),
  };
}

function mapped<T>(properties: Readonly<Record<string, ValueSchema>>, map: (schema: ValueSchema) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, map(value)]));
}
