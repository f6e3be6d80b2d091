import { Checker } from '../../src/engine/checker';
import type { AnyRule } from '../../src/engine/rule';
import type { Settings } from '../../src/engine/settings';
import { Severity } from '../../src/engine/severity';
import { everyObject, hostFiles, objectsOfKind } from '../../src/engine/subjects';
import { readWaiver, type Waiver } from '../../src/engine/waiver';
import { objectsOf } from '../../src/kubernetes/objects/documents';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import type { FileText } from '../../src/kubernetes/objects/node-files';
import type { KubeObject, Origin } from '../../src/kubernetes/objects/object';
import type { ReportInput } from '../../src/reports/report-input';
import { madeUpRule, saying } from '../support/made-up-rules';
import { productOf, waiverTest } from '../support/product';

/** A manifest and where it is said to come from. */
export interface Placed {
  readonly json: object;
  readonly origin: Origin;
}

export const configMap = (name: string, namespace?: string, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  data,
});

export const loud = madeUpRule({
  id: 'made-up/loud',
  severity: Severity.CRITICAL,
  controls: ['CIS-1.12:5.1.1'],
  fix: 'Turn it down.',
  sources: ['https://example.com/loud', 'https://example.org/more'],
  bad: 'kind: ConfigMap\nloud: ``` ',
  good: '{ kind: ConfigMap }',
  revisions: [
    {
      since: '1.0',
      check: ({ json }) =>
        json.data && (json.data as { loud?: boolean }).loud ? [{ path: 'data.loud', message: 'key "loud" is {true}' }] : [],
    },
  ],
});
export const odd = madeUpRule({
  id: 'made-up/odd',
  title: 'ConfigMaps must be even',
  severity: Severity.HIGH,
  fix: 'Make it even.',
  revisions: [
    {
      since: '1.0',
      check: ({ json }) =>
        Object.hasOwn(json.data as object, 'odd')
          ? [{ path: 'data.odd', message: 'it is in [no](way) even', unknown: (json.data as { odd?: unknown }).odd !== true }]
          : [],
    },
  ],
});
export const named = madeUpRule({
  id: 'made-up/named',
  title: 'ConfigMaps must be named',
  severity: Severity.LOW,
  fix: 'Name it.',
  operations: true,
  aliases: ['made-up/nameless'],
  revisions: [{ since: '1.0', check: ({ name }) => (name === '' ? [{ path: 'metadata.name', message: 'it has no name' }] : []) }],
});
export const secrets = madeUpRule({
  id: 'made-up/secrets',
  title: 'Secrets must be kept',
  subject: objectsOfKind('/Secret'),
  revisions: [{ since: '1.0', check: saying('never') }],
});
export const host = madeUpRule({
  id: 'made-up/host',
  title: 'Node files must be short',
  severity: Severity.MEDIUM,
  fix: 'Shorten it.',
  subject: hostFiles({ name: 'node files', path: /./ }) as never,
  revisions: [{ since: '1.0', check: () => [{ path: '', message: 'it is long' }] }],
});
export const whole = madeUpRule({
  id: 'made-up/whole',
  title: 'The run must be calm',
  severity: Severity.HIGH,
  fix: 'Calm down.',
  subject: { name: 'the run', select: () => [{ value: undefined as never, object: undefined }] },
  revisions: [{ since: '1.0', check: saying('it is not calm') }],
});
/** Says what it is told, about every object: for text that no rule of ours would write. */
export const echo = (message: string, path: string): AnyRule =>
  madeUpRule({
    id: 'made-up/echo',
    subject: everyObject,
    revisions: [
      {
        since: '1.0',
        check: () => [
          { path, message },
          { path, message, unknown: true },
        ],
      },
    ],
  });

export function waiverFor(rule: string, covers: (object: KubeObject) => boolean, terms: object = {}): Waiver {
  const value = { rule, reason: 'a test needs one', approvedBy: 'Ada', until: '2026-12-31', ...terms };
  return readWaiver(value, { place: 'test', path: '', everywhere: false, covers }, waiverTest());
}

export interface SampleOptions extends Partial<Pick<ReportInput, 'errors' | 'files' | 'leftOut' | 'notKubernetes'>> {
  readonly waivers?: readonly Waiver[];
  readonly settings?: Settings;
  readonly settingsFile?: string;
  readonly hostFiles?: readonly FileText[];
}

/** A report's input from a real run. Lines: the number of characters of the path, so that each field has one of its own. */
export function sample(rules: readonly AnyRule[], placed: readonly Placed[], options: SampleOptions = {}): ReportInput {
  const objects = placed.flatMap(({ json, origin }) =>
    objectsOf(json, origin, (path) => {
      throw new Error(`not Kubernetes: ${path}`);
    }),
  );
  const checker = new Checker(productOf(rules), [
    { settings: { kubernetes: '1.36', asOf: '2026-11-23', ...options.settings }, file: options.settingsFile },
  ]);
  const result = checker.check(new Inventory(objects, options.hostFiles), options.waivers);
  return {
    result,
    errors: options.errors ?? [],
    files: options.files,
    leftOut: options.leftOut ?? [],
    notKubernetes: options.notKubernetes ?? [],
    line: (object, path) => (object.origin.file === undefined ? undefined : path.length + 1),
  };
}

/** One of everything, read from files. */
export function filesSample(): ReportInput {
  return sample(
    [loud, odd, named, secrets],
    [
      { json: configMap('quiet', 'shop'), origin: { file: 'deploy/a.yaml', document: 0 } },
      { json: configMap('both', 'shop', { loud: true, odd: 1 }), origin: { file: 'deploy/a.yaml', document: 1 } },
      { json: configMap('', undefined, { loud: true, odd: true }), origin: { file: 'deploy/b c.yaml', document: 0 } },
    ],
    {
      files: 3,
      errors: [{ file: 'deploy/broken.yaml', line: 4, message: 'a mapping ends unexpectedly' }],
      notKubernetes: ['deploy/values.yaml'],
      waivers: [waiverFor('made-up/loud', ({ name }) => name === '')],
    },
  );
}

/** One of everything, made by constructs. */
export function appSample(): ReportInput {
  const hostFile: FileText = {
    path: '/etc/made-up.conf',
    content: 'long',
    origin: { construct: 'app/node/conf', hostPath: '/etc/made-up.conf' },
  };
  return sample(
    [whole, loud, host],
    [
      { json: configMap('both', 'shop', { loud: true }), origin: { construct: 'app/shop/both' } },
      {
        json: configMap('policy', undefined, { loud: true }),
        origin: { construct: 'app/node/policy', hostPath: '/etc/policy.yaml', document: 0 },
      },
    ],
    { hostFiles: [hostFile] },
  );
}
