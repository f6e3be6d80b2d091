import { adaptRule } from '../../src/engine/adapt-rule';
import type { IManifestSet, IRule, ManifestView } from '../../src/engine/outside-rule';
import { Severity } from '../../src/engine/severity';
import { findings } from '../support/findings';

class OwnerLabel implements IRule {
  public readonly id = 'acme/owner-label';
  public readonly title = 'Everything must have an owner';
  public readonly severity = Severity.LOW;
  public readonly fix = 'Add the label owner.';
  public readonly source = 'https://acme.example/rules/owner';
  public readonly seen: string[] = [];

  public check(manifest: ManifestView, all: IManifestSet) {
    this.seen.push(`${manifest.kind} ${manifest.namespace ?? '-'}/${manifest.name} of ${all.find('', 'ConfigMap').length}`);
    return manifest.json.metadata.labels?.owner ? [] : [{ message: 'there is no owner', path: 'metadata.labels.owner' }];
  }
}

test('a rule of another author is run like ours, with its own state and the other manifests', () => {
  const rule = new OwnerLabel();
  const input = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', namespace: 'shop', labels: { owner: 'me' } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  ];
  expect(findings(adaptRule(rule), input)).toEqual([
    'ConfigMap shop/a metadata.labels.owner: there is no owner',
    'Namespace shop metadata.labels.owner: there is no owner',
  ]);
  expect(rule.seen).toEqual(['ConfigMap shop/a of 2', 'ConfigMap shop/b of 2', 'Namespace -/shop of 2']);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['text', 'bad'],
  ['an entry without message', [{ path: 'x' }]],
])('a rule that returns %s has failed', (_, result) => {
  const rule = Object.assign(new OwnerLabel(), { check: () => result as never });
  const [finding] = findings(adaptRule(rule), [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } }]);
  expect(finding).toMatch(/^\? ConfigMap shop\/a: the rule itself failed \(.+\), so nothing is decided; please report this$/);
});
