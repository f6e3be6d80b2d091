import { nodesRules } from '../../../src/nodes/rules';
import { findings } from '../../support/findings';

describe.each(nodesRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(['1.35', '1.36', '1.37'])('its examples at %s', (kubernetes) => {
    const judge = (text: string) =>
      rule.exampleFile === undefined
        ? findings(rule, text, { kubernetes })
        : findings(rule, [], { kubernetes, files: [{ path: rule.exampleFile, content: text, origin: {} }] });
    expect(judge(rule.bad).filter((line) => !line.startsWith('?')).length).toBeGreaterThan(0);
    expect(judge(rule.good)).toEqual([]);
  });
});
