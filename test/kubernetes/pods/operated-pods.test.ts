import { CUSTOM_WORKLOADS } from '../../../src/kubernetes/pods/operated/custom-workloads';
import { OPERATED_KINDS } from '../../../src/kubernetes/pods/operated/operated-kinds';
import { operatedPods } from '../../../src/kubernetes/pods/operated/operated-pods';
import { podKindOf } from '../../../src/kubernetes/pods/pod-kinds';
import { customPod } from '../../../src/workloads/rules/definition/custom-pods';
import { findings, inventoryOf } from '../../support/findings';

const custom = (apiVersion: string, kind: string, spec: object) => ({ apiVersion, kind, metadata: { name: 'api' }, spec });
const workflow = (spec: object) => custom('argoproj.io/v1alpha1', 'Workflow', spec);
const task = (spec: object) => custom('tekton.dev/v1', 'Task', spec);
const run = (kind: string, spec: object, version = 'v1') => custom(`tekton.dev/${version}`, kind, spec);
const C = { image: 'api' };

/** The pods: path, metadata path, and each container with its place. */
const pods = (manifest: object) =>
  operatedPods(inventoryOf([manifest])).map(({ path, metadataPath, containers }) => [
    path,
    metadataPath,
    ...containers.map((container) => `${container.label} ${container.list} ${container.path}`),
  ]);

const PRIVILEGED = { securityContext: { privileged: true } };
/** What baseline forbids, as `path (check)`. */
const forbidden = (manifest: object) =>
  findings(customPod, [manifest]).flatMap((text) => {
    const match = /^\S+ api (\S+): baseline forbids such a pod \(check (\w+)\)/.exec(text);
    return match ? [`${match[1]} (${match[2]})`] : [];
  });

test('no kind is read in two ways', () => {
  expect(OPERATED_KINDS.filter((row) => podKindOf(row) !== undefined)).toEqual([]);
  const keys = OPERATED_KINDS.map(({ group, kind }) => `${group}/${kind}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('every kind that is read is one whose writer decides what runs', () => {
  const known = new Set(CUSTOM_WORKLOADS.map(({ group, kind }) => `${group}/${kind}`));
  expect(OPERATED_KINDS.map(({ group, kind }) => `${group}/${kind}`).filter((key) => !known.has(key))).toEqual([]);
  expect(known.size).toBe(CUSTOM_WORKLOADS.length);
  expect(CUSTOM_WORKLOADS.filter((row) => podKindOf(row) !== undefined)).toEqual([]);
});

describe('Knative', () => {
  const template = { metadata: { name: 'a' }, spec: { containers: [{ name: 'c' }] } };
  test.each(['Service', 'Configuration'])('the template of a %s', (kind) => {
    expect(pods(custom('serving.knative.dev/v1', kind, { template }))).toEqual([
      ['spec.template.spec', 'spec.template.metadata', 'container "c" containers spec.template.spec.containers[0]'],
    ]);
    expect(pods(custom('serving.knative.dev/v1', kind, {}))).toEqual([]);
  });
  test('a Revision is one', () => {
    expect(pods(custom('serving.knative.dev/v1', 'Revision', template.spec))).toEqual([
      ['spec', 'metadata', 'container "c" containers spec.containers[0]'],
    ]);
  });
  test('a Service of Kubernetes is none', () => expect(pods(custom('v1', 'Service', { template }))).toEqual([]));
});

describe('Argo Workflows', () => {
  test.each([
    ['Workflow', 'spec'],
    ['WorkflowTemplate', 'spec'],
    ['ClusterWorkflowTemplate', 'spec'],
    ['CronWorkflow', 'spec.workflowSpec'],
  ])('each template of a %s that runs containers', (kind, base) => {
    const templates = [
      { container: C, initContainers: [C], sidecars: [{ ...C, name: 'mesh' }] },
      { script: { ...C, source: 'true' } },
      { containerSet: { containers: [C, C] } },
      { dag: { tasks: [{ inline: { container: C } }, { template: 'other' }] } },
      { steps: [[{ template: 'other' }, { inline: { container: C } }]] },
      { suspend: {} },
      'none',
    ];
    const spec = { templates };
    const manifest = custom('argoproj.io/v1alpha1', kind, base === 'spec' ? spec : { workflowSpec: spec });
    expect(pods(manifest)).toEqual([
      [base, `${base}.podMetadata`],
      [
        base,
        `${base}.templates[0].metadata`,
        `init container 0 initContainers ${base}.templates[0].initContainers[0]`,
        `container 0 containers ${base}.templates[0].container`,
        `sidecar "mesh" containers ${base}.templates[0].sidecars[0]`,
      ],
      [base, `${base}.templates[1].metadata`, `script 0 containers ${base}.templates[1].script`],
      [
        base,
        `${base}.templates[2].metadata`,
        `container 0 containers ${base}.templates[2].containerSet.containers[0]`,
        `container 1 containers ${base}.templates[2].containerSet.containers[1]`,
      ],
      [
        base,
        `${base}.templates[3].dag.tasks[0].inline.metadata`,
        `container 0 containers ${base}.templates[3].dag.tasks[0].inline.container`,
      ],
      [
        base,
        `${base}.templates[4].steps[0][1].inline.metadata`,
        `container 0 containers ${base}.templates[4].steps[0][1].inline.container`,
      ],
    ]);
  });

  test.each<[string, object, string[]]>([
    [
      'a container',
      { templates: [{ container: { ...C, ...PRIVILEGED } }] },
      ['spec.templates[0].container.securityContext.privileged (privileged)'],
    ],
    [
      'a script',
      { templates: [{ script: { ...C, ...PRIVILEGED } }] },
      ['spec.templates[0].script.securityContext.privileged (privileged)'],
    ],
    [
      'the defaults of templates',
      { templateDefaults: { container: PRIVILEGED } },
      ['spec.templateDefaults.container.securityContext.privileged (privileged)'],
    ],
    [
      'what holds for all, once',
      {
        hostNetwork: true,
        volumes: [{ name: 'a', hostPath: { path: '/' } }],
        securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] },
        templates: [{ container: C }, { container: C }],
      },
      ['spec.hostNetwork (hostNamespaces)', 'spec.securityContext.sysctls[0].name (sysctls)', 'spec.volumes[0].hostPath (hostPathVolumes)'],
    ],
    [
      'what a template replaces and adds',
      {
        securityContext: { seccompProfile: { type: 'Unconfined' } },
        templates: [{ container: C, securityContext: {}, volumes: [{ name: 'a', hostPath: { path: '/' } }] }],
      },
      ['spec.securityContext.seccompProfile.type (seccompProfile_baseline)', 'spec.templates[0].volumes[0].hostPath (hostPathVolumes)'],
    ],
  ])('%s', (_, spec, expected) => expect(forbidden(workflow(spec)).sort()).toEqual(expected));

  test('what is all written passes, and what is not is unknown', () => {
    const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const hardened = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } };
    expect(findings(customPod, [workflow({ ...hardened, templates: [{ container: { ...C, securityContext } }] })])).toEqual([]);
    expect(findings(customPod, [workflow({ templates: [{ container: { ...C, securityContext } }] })])).toEqual([
      '? Workflow api spec: what the operator of Workflow makes of this pod is not known; as it is written, it does not pass restricted '
        + '(runAsNonRoot, seccompProfile_restricted)',
    ]);
  });
});

describe('Tekton', () => {
  const spec = { steps: [{ ...C, name: 'build' }], sidecars: [C] };
  const at = (base: string) => [`step "build" containers ${base}.steps[0]`, `sidecar 0 containers ${base}.sidecars[0]`];
  test.each<[string, object, unknown[]]>([
    ['a Task', task(spec), [['spec', 'metadata', ...at('spec')]]],
    ['a ClusterTask', run('ClusterTask', spec, 'v1beta1'), [['spec', 'metadata', ...at('spec')]]],
    ['a TaskRun', run('TaskRun', { taskSpec: spec }), [['spec.taskSpec', 'metadata', ...at('spec.taskSpec')]]],
    [
      'a TaskRun of a Task elsewhere',
      run('TaskRun', { taskRef: { name: 'a' }, podTemplate: { dnsPolicy: 'None' } }),
      [['spec.podTemplate', 'metadata']],
    ],
    [
      'a Pipeline',
      run('Pipeline', { tasks: [{ taskRef: { name: 'a' } }, { taskSpec: spec }], finally: [{ taskSpec: spec }] }),
      [
        ['spec.tasks[1].taskSpec', 'metadata', ...at('spec.tasks[1].taskSpec')],
        ['spec.finally[0].taskSpec', 'metadata', ...at('spec.finally[0].taskSpec')],
      ],
    ],
    [
      'a Pipeline within',
      run('Pipeline', { tasks: [{ pipelineSpec: { tasks: [{ taskSpec: spec }] } }] }),
      [['spec.tasks[0].pipelineSpec.tasks[0].taskSpec', 'metadata', ...at('spec.tasks[0].pipelineSpec.tasks[0].taskSpec')]],
    ],
    [
      'a PipelineRun with the pod template of its tasks',
      run('PipelineRun', {
        pipelineSpec: { tasks: [{ taskSpec: spec }] },
        taskRunTemplate: { podTemplate: { securityContext: {} } },
        taskRunSpecs: [{ podTemplate: { dnsPolicy: 'None' } }],
      }),
      [
        ['spec.taskRunTemplate.podTemplate', 'metadata', ...at('spec.pipelineSpec.tasks[0].taskSpec')],
        ['spec.taskRunTemplate.podTemplate', 'metadata'],
        ['spec.taskRunSpecs[0].podTemplate', 'metadata'],
      ],
    ],
    ['one of v1beta1', run('PipelineRun', { podTemplate: { dnsPolicy: 'None' } }, 'v1beta1'), [['spec.podTemplate', 'metadata']]],
    ['a StepAction', run('StepAction', C, 'v1beta1'), [['spec', 'metadata', 'step "api" containers spec']]],
    ['no spec', run('Task', {}), []],
  ])('%s', (_, manifest, expected) => expect(pods(manifest)).toEqual(expected));

  test.each<[string, object, string[]]>([
    ['a step', task({ steps: [{ ...C, ...PRIVILEGED }] }), ['spec.steps[0].securityContext.privileged (privileged)']],
    ['a sidecar', task({ steps: [C], sidecars: [{ ...C, ...PRIVILEGED }] }), ['spec.sidecars[0].securityContext.privileged (privileged)']],
    [
      'the template of steps, once, and not where a step replaces it',
      task({ stepTemplate: PRIVILEGED, steps: [C, C, { ...C, securityContext: {} }] }),
      ['spec.stepTemplate.securityContext.privileged (privileged)'],
    ],
    ['a volume', task({ steps: [C], volumes: [{ name: 'a', hostPath: { path: '/' } }] }), ['spec.volumes[0].hostPath (hostPathVolumes)']],
    [
      'a pod template',
      run('TaskRun', { taskRef: { name: 'a' }, podTemplate: { hostNetwork: true } }),
      ['spec.podTemplate.hostNetwork (hostNamespaces)'],
    ],
    [
      'a pod template of one task',
      run('PipelineRun', { taskRunSpecs: [{ podTemplate: { hostNetwork: true } }] }),
      ['spec.taskRunSpecs[0].podTemplate.hostNetwork (hostNamespaces)'],
    ],
    ['a StepAction', run('StepAction', { ...C, ...PRIVILEGED }, 'v1beta1'), ['spec.securityContext.privileged (privileged)']],
  ])('%s', (_, manifest, expected) => expect(forbidden(manifest)).toEqual(expected));
});
