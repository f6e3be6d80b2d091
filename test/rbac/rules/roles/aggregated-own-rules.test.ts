import { clusterScope } from '../../../../src/rbac/rules/bindings/cluster-scope';
import { aggregatedOwnRules } from '../../../../src/rbac/rules/roles/aggregated-own-rules';
import { powerfulGrantRules } from '../../../../src/rbac/rules/roles/powerful-grants';
import { wildcards } from '../../../../src/rbac/rules/roles/wildcards';
import { findings } from '../../../support/findings';
import { BOOTSTRAP, clusterRole, clusterRoleBinding, group, rule } from '../../manifests';

const selects = (labels: object) => ({ aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] } });
const SECRETS = [rule([''], ['secrets'], ['get'])];
const FACT =
  'ClusterRole sum rules: the controller manager overwrites these rules with those of the ClusterRoles that the aggregationRule selects';
const OVERWRITTEN = `${FACT}, so none of them grants anything`;
const UNTIL = `${FACT}, but it selects no rule of the input, so they grant what they say until there is one`;
const PART = clusterRole([rule([''], ['pods'], ['get'])], { name: 'part', labels: { sum: 'yes' } });

test.each<[string, object[], string[]]>([
  ['own rules', [clusterRole(SECRETS, { name: 'sum' }, selects({ sum: 'yes' })), PART], [OVERWRITTEN]],
  ['nothing is selected', [clusterRole(SECRETS, { name: 'sum' }, selects({ sum: 'yes' }))], [UNTIL]],
  [
    'a role without rules is selected',
    [clusterRole(SECRETS, { name: 'sum' }, selects({ sum: 'yes' })), clusterRole([], { labels: { sum: 'yes' } })],
    [UNTIL],
  ],
  ['an empty list', [clusterRole([], { name: 'sum' }, selects({ sum: 'yes' }))], []],
  ['no rules', [clusterRole(undefined, { name: 'sum' }, selects({ sum: 'yes' }))], []],
  ['null', [clusterRole(null, { name: 'sum' }, selects({ sum: 'yes' }))], []],
  ['no aggregation', [clusterRole(SECRETS, { name: 'sum' })], []],
  ['read from a cluster', [clusterRole(SECRETS, { name: 'sum', ...{ uid: 'a' } }, selects({ sum: 'yes' }))], []],
  ['of Kubernetes itself', [clusterRole(SECRETS, { name: 'edit', labels: BOOTSTRAP }, selects({ sum: 'yes' }))], []],
  ['its own label', [clusterRole(SECRETS, { name: 'sum', labels: { sum: 'yes' } }, selects({ sum: 'yes' }))], [UNTIL]],
  [
    'a circle',
    [
      clusterRole(SECRETS, { name: 'a', labels: { b: 'yes' } }, selects({ a: 'yes' })),
      clusterRole([], { name: 'b', labels: { a: 'yes' } }, selects({ b: 'yes' })),
    ],
    [
      'ClusterRole a rules: the controller manager overwrites these rules with those of the ClusterRoles that the aggregationRule '
        + 'selects, but '
        + 'the roles aggregate one another in a circle, in which a rule that is taken away may stay in effect',
    ],
  ],
])('%s', (_, manifests, expected) => expect(findings(aggregatedOwnRules, manifests)).toEqual(expected));

describe('what is in force is judged, and nothing else', () => {
  const said = (...manifests: object[]) => findings([...powerfulGrantRules, wildcards], manifests);
  const bound = clusterRoleBinding('sum', [group('devs')]);

  test('own rules are not', () => {
    expect(said(clusterRole(SECRETS, { name: 'sum' }, selects({ sum: 'yes' })), PART, bound)).toEqual([]);
  });
  test('own rules are where nothing takes their place', () => {
    expect(said(clusterRole(SECRETS, { name: 'sum' }, selects({ sum: 'yes' })), bound)).toHaveLength(1);
  });
  test('those of the roles that are taken over are, once', () => {
    expect(
      said(clusterRole([], { name: 'sum' }, selects({ sum: 'yes' })), clusterRole(SECRETS, { labels: { sum: 'yes' } }), bound),
    ).toEqual([
      'rbac/secrets-access ClusterRole r rules[0].resources[0]: rules[0] grants get on secrets, which lets its holder read or change the '
        + 'credentials in them; held by Group "devs" everywhere through ClusterRole sum',
    ]);
  });
  test('those in a circle are', () => {
    expect(
      said(
        clusterRole(SECRETS, { name: 'a', labels: { b: 'yes' } }, selects({ a: 'yes' })),
        clusterRole([], { name: 'sum', labels: { a: 'yes' } }, selects({ b: 'yes' })),
        bound,
      ),
    ).toEqual([
      'rbac/secrets-access ClusterRole a rules[0].resources[0]: rules[0] grants get on secrets, which lets its holder read or change the '
        + 'credentials in them; held by Group "devs" everywhere through ClusterRole sum',
    ]);
  });
  test('those of a role without selectors, which the API server rejects, are', () => {
    const role = clusterRole(SECRETS, { name: 'sum' }, { aggregationRule: { clusterRoleSelectors: [] } });
    expect(said(role).filter((text) => !text.startsWith('?'))).toEqual([
      'rbac/secrets-access ClusterRole sum rules[0].resources[0]: rules[0] grants get on secrets, which lets its holder read or change the '
        + 'credentials in them',
    ]);
  });
  test('those read from a cluster are', () => {
    expect(said(clusterRole(SECRETS, { name: 'sum', ...{ uid: 'a' } }, selects({ sum: 'yes' })))).toEqual([
      'rbac/secrets-access ClusterRole sum rules[0].resources[0]: rules[0] grants get on secrets, which lets its holder read or change the '
        + 'credentials in them',
    ]);
  });
  test('a role that only seems to grant namespaced resources is wider by what it takes over', () => {
    const wide = clusterRole([rule([''], ['nodes'], ['get'])], { labels: { sum: 'yes' } });
    const narrow = clusterRole([rule([''], ['pods'], ['get'])], { name: 'pods', labels: { sum: 'yes' } });
    const sum = clusterRole([], { name: 'sum' }, selects({ sum: 'yes' }));
    expect(findings(clusterScope, [sum, narrow, bound])).toEqual([
      'ClusterRoleBinding b subjects[0]: Group "devs" has sum in every namespace',
    ]);
    expect(findings(clusterScope, [sum, narrow, wide, bound])).toEqual([]);
  });
});
