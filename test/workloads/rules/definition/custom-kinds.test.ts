import { dangerousCapabilities } from '../../../../src/workloads/rules/confinement/dangerous-capabilities';
import { literalCredentials } from '../../../../src/workloads/rules/credentials/literal-credentials';
import { customPod } from '../../../../src/workloads/rules/definition/custom-pods';
import { imagePullPolicy } from '../../../../src/workloads/rules/images/image-pull-policy';
import { imageTag } from '../../../../src/workloads/rules/images/image-tag';
import { runtimeSocket } from '../../../../src/workloads/rules/node/runtime-socket';
import { findings } from '../../../support/findings';

const FLUX_PATCH = 'spec.postRenderers[0].kustomize.patchesStrategicMerge[0].spec.template.spec';

/** Findings with the long words cut: `path (check)`, `? path: fact`. */
const said = (yaml: string) =>
  findings(customPod, yaml).map((text) =>
    text
      .replace(/^(\? )?\w+ api /, '$1')
      .replace(/(?:: )?baseline forbids such a pod \(check (\w+)\): .*$/, ' ($1)')
      .replace(/: whether \w+ makes pods of it is not known;/, '')
      .replace(/what the operator of \w+ makes of this pod is not known; as it is written, it does not pass restricted \(.*\)/, 'left open')
      .replace(/, so what the pod is given is not known|; whether a pod gets it is for the operator to decide, and not known/, ''),
  );

test.each<[string, string, string[]]>([
  [
    'Argo: a patch of the pod, and of one of its templates',
    `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { name: api }
spec:
  podSpecPatch: '{"hostPID": true, "containers": [{"name": "main", "securityContext": {"privileged": true}}]}'
  templates:
  - { name: a, podSpecPatch: "volumes: [{ name: a, hostPath: { path: / } }]", container: { image: a } }
`,
    [
      '? spec: left open',
      'spec.podSpecPatch.containers[0].securityContext.privileged (privileged)',
      'spec.podSpecPatch.hostPID (hostNamespaces)',
      'spec.templates[0].podSpecPatch.volumes[0].hostPath (hostPathVolumes)',
    ],
  ],
  [
    'Argo: what is put in later',
    `
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: { name: api }
spec:
  workflowSpec:
    podSpecPatch: '{{workflow.parameters.patch}}'
    hostNetwork: '{{workflow.parameters.host}}'
    templates: [{ name: a, container: { image: '{{inputs.parameters.image}}',
        securityContext: { privileged: '{{inputs.parameters.p}}' } } }]
`,
    [
      '? spec.workflowSpec.hostNetwork: hostNetwork is a string, not a boolean',
      '? spec.workflowSpec.podSpecPatch: the patch of the pod cannot be read before its templates are filled in',
      '? spec.workflowSpec.templates[0].container.securityContext.privileged: container "a": securityContext.privileged is a string, '
        + 'not a boolean',
    ],
  ],
  [
    'Argo: a manifest that is created is an object of its own, one that is put in later is unknown',
    `
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: { name: api }
spec:
  templates:
  - name: a
    resource: { action: create, manifest: "apiVersion: v1\\nkind: Pod\\nspec: { hostNetwork: true, containers: [{ name: a,
        image: a }] }" }
  - { name: b, resource: { action: create, manifest: "{{inputs.parameters.manifest}}" } }
  - { name: c, resource: { action: create, manifest: "apiVersion: v1\\nkind: ConfigMap\\ndata: { a: b }" } }
`,
    ['? spec.templates[1].resource.manifest: the manifest is put in later'],
  ],
  [
    'Argo Events: a Sensor and what it creates',
    `
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: { name: api }
spec:
  template: { container: { securityContext: { privileged: true } } }
  triggers:
  - template:
      k8s:
        source:
          resource:
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            spec: { templates: [{ name: a, container: { image: a, securityContext: { privileged: true } } }] }
`,
    [
      'spec.template.container.securityContext.privileged (privileged)',
      'spec.triggers[0].template.k8s.source.resource.spec.templates[0].container.securityContext.privileged (privileged)',
    ],
  ],
  [
    'Argo Events: an EventSource',
    `
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: api }
spec: { template: { hostNetwork: true, container: { env: [{ name: A, value: b }] }, volumes: [{ name: a, hostPath: { path: /a } }] } }
`,
    ['spec.template.hostNetwork (hostNamespaces)', 'spec.template.volumes[0].hostPath (hostPathVolumes)'],
  ],
  [
    'Tekton: the pod template of a run, and the template of steps',
    `
apiVersion: tekton.dev/v1
kind: PipelineRun
metadata: { name: api }
spec:
  taskRunTemplate: { podTemplate: { hostNetwork: true } }
  pipelineSpec: { tasks: [{ name: a, taskSpec: { stepTemplate: { env: [{ name: A, value: b }],
      securityContext: { privileged: true } }, steps: [{ image: a }, { image: b }] } }] }
`,
    [
      'spec.pipelineSpec.tasks[0].taskSpec.stepTemplate.securityContext.privileged (privileged)',
      'spec.taskRunTemplate.podTemplate.hostNetwork (hostNamespaces)',
    ],
  ],
  [
    'Tekton: what a trigger creates',
    `
apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: { name: api }
spec: { resourcetemplates: [{ apiVersion: tekton.dev/v1, kind: TaskRun, spec: { taskSpec: { steps: [{ image: a,
    securityContext: { privileged: true } }] } } }] }
`,
    ['spec.resourcetemplates[0].spec.taskSpec.steps[0].securityContext.privileged (privileged)'],
  ],
  [
    'Spark: driver and executor',
    `
apiVersion: sparkoperator.k8s.io/v1beta2
kind: SparkApplication
metadata: { name: api }
spec:
  driver: { hostNetwork: true, securityContext: { privileged: true }, sidecars: [{ name: x, image: y,
      securityContext: { capabilities: { add: [SYS_ADMIN] } } }] }
  executor: { template: { spec: { containers: [{ name: e, image: e, securityContext: { privileged: true } }] } } }
  volumes: [{ name: a, hostPath: { path: /etc } }]
`,
    [
      'spec.driver.hostNetwork (hostNamespaces)',
      'spec.driver.securityContext.privileged (privileged)',
      'spec.driver.sidecars[0].securityContext.capabilities.add[0] (capabilities_baseline)',
      'spec.executor.template.spec.containers[0].securityContext.privileged (privileged)',
      'spec.volumes[0].hostPath (hostPathVolumes)',
    ],
  ],
  [
    'Strimzi: overrides',
    `
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: api }
spec:
  kafka:
    template:
      pod: { securityContext: { seccompProfile: { type: Unconfined } }, volumes: [{ name: a, hostPath: { path: / } }] }
      kafkaContainer: { securityContext: { privileged: true } }
`,
    [
      'spec.kafka.template.kafkaContainer.securityContext.privileged (privileged)',
      'spec.kafka.template.pod.securityContext.seccompProfile.type (seccompProfile_baseline)',
      'spec.kafka.template.pod.volumes[0].hostPath (hostPathVolumes)',
    ],
  ],
  [
    'Prometheus: the spec is part of the pod',
    `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: api }
spec: { hostNetwork: true, image: a, containers: [{ name: prometheus, securityContext: { privileged: true } }],
    volumes: [{ name: a, hostPath: { path: / } }] }
`,
    [
      'spec.containers[0].securityContext.privileged (privileged)',
      'spec.hostNetwork (hostNamespaces)',
      'spec.volumes[0].hostPath (hostPathVolumes)',
    ],
  ],
  [
    'KServe: the model',
    `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: api }
spec: { predictor: { hostIPC: true, model: { image: a, args: [b], securityContext: { privileged: true } } } }
`,
    ['spec.predictor.hostIPC (hostNamespaces)', 'spec.predictor.model.securityContext.privileged (privileged)'],
  ],
  [
    'Ray: head and workers',
    `
apiVersion: ray.io/v1
kind: RayCluster
metadata: { name: api }
spec:
  headGroupSpec: { template: { spec: { hostNetwork: true, containers: [{ name: h, image: h }] } } }
  workerGroupSpecs: [{ template: { spec: { containers: [{ name: w, image: w, securityContext: { privileged: true } }] } } }]
`,
    [
      'spec.headGroupSpec.template.spec.hostNetwork (hostNamespaces)',
      'spec.workerGroupSpecs[0].template.spec.containers[0].securityContext.privileged (privileged)',
    ],
  ],
  [
    'runners of GitHub',
    `
apiVersion: actions.summerwind.dev/v1alpha1
kind: RunnerDeployment
metadata: { name: api }
spec: { template: { spec: { image: a, volumeMounts: [], securityContext: { fsGroup: 1 }, sidecarContainers: [{ name: a, image: b,
    securityContext: { privileged: true } }] } } }
`,
    ['spec.template.spec.sidecarContainers[0].securityContext.privileged (privileged)'],
  ],
  [
    'runners of GitLab: patches',
    `
apiVersion: apps.gitlab.com/v1beta2
kind: Runner
metadata: { name: api }
spec: { podSpec: [{ name: a, patch: '{"hostNetwork": true, "containers": [{"name": "x", "securityContext": {"privileged": true}}]}' }] }
`,
    ['spec.podSpec[0].patch.containers[0].securityContext.privileged (privileged)', 'spec.podSpec[0].patch.hostNetwork (hostNamespaces)'],
  ],
  [
    'Flux: patches are no objects',
    `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: api }
spec:
  postRenderers:
    - kustomize:
        patchesStrategicMerge:
          - apiVersion: apps/v1
            kind: Deployment
            metadata: { name: api }
            spec: { template: { spec: { hostNetwork: true, containers: [{ name: a, image: a, securityContext: { privileged: true } }],
      volumes: [{ name: v, hostPath: { path: / } }] } } }
        patches:
          - { target: { kind: Deployment }, patch: "spec: { template: { spec: { hostPID: true } } }" }
          - { target: { kind: Deployment }, patch: "[{ op: add, path: /spec/template/spec/hostIPC, value: true }]" }
          - { target: { kind: Deployment }, patch: "spec: { replicas: 3, hostIPC: false }" }
          - { target: { kind: Deployment }, patch: "[" }
`,
    [
      `? ${FLUX_PATCH}.containers[0].securityContext.privileged: a patch sets privileged to true`,
      `? ${FLUX_PATCH}.hostNetwork: a patch sets hostNetwork to true`,
      `? ${FLUX_PATCH}.volumes[0].hostPath: a patch mounts / of the node`,
      '? spec.postRenderers[0].kustomize.patches[0].patch: a patch sets hostPID to true',
      '? spec.postRenderers[0].kustomize.patches[1].patch: a patch sets hostIPC to true',
    ],
  ],
  [
    'Kyverno: what a policy adds to pods, not its conditions',
    `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: api }
spec:
  rules:
    - name: a
      mutate: { patchStrategicMerge: { spec: { (hostNetwork): true, hostPID: true, containers: [{ (name): "*", +(privileged): true }] } } }
    - name: b
      mutate: { patchesJson6902: "- { op: add, path: /spec/hostIPC, value: true }" }
    - name: c
      validate: { pattern: { spec: { hostIPC: true } } }
    - name: d
      mutate: { patchStrategicMerge: { spec: { containers: [{ (name): "*", securityContext: { allowPrivilegeEscalation: false } }] } } }
`,
    [
      '? spec.rules[0].mutate.patchStrategicMerge.spec.containers[0]["+(privileged)"]: a patch sets privileged to true',
      '? spec.rules[0].mutate.patchStrategicMerge.spec.hostPID: a patch sets hostPID to true',
      '? spec.rules[1].mutate.patchesJson6902: a patch sets hostIPC to true',
    ],
  ],
  [
    'Gatekeeper: what is assigned to pods',
    `
apiVersion: mutations.gatekeeper.sh/v1
kind: Assign
metadata: { name: api }
spec: { location: "spec.containers[name:*].securityContext.privileged", parameters: { assign: { value: true } } }
`,
    ['? spec.parameters.assign.value: a patch sets privileged to true'],
  ],
  [
    'a security context of the container and one of the pod',
    `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: api }
spec: { securityContext: { privileged: true }, podSecurityContext: { seccompProfile: { type: Unconfined } } }
`,
    ['spec.podSecurityContext.seccompProfile.type (seccompProfile_baseline)', 'spec.securityContext.privileged (privileged)'],
  ],
  [
    'workspaces: components and overrides',
    `
apiVersion: workspace.devfile.io/v1alpha2
kind: DevWorkspace
metadata: { name: api }
spec:
  template:
    attributes: { pod-overrides: { spec: { hostNetwork: true } }, container-overrides: { securityContext: { privileged: true } } }
    components: [{ name: a, container: { image: a, command: [a] } }]
`,
    [
      'spec.template.attributes.container-overrides.securityContext.privileged (privileged)',
      'spec.template.attributes.pod-overrides.spec.hostNetwork (hostNamespaces)',
      '? spec.template.components[0]: left open',
    ],
  ],
  [
    'KubeVirt: devices, disks and sidecars',
    `
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: { name: api }
spec:
  template:
    metadata: { annotations: { hooks.kubevirt.io/hookSidecars: '[{"image": "a"}]' } }
    spec:
      domain: { devices: { hostDevices: [{ name: g, deviceName: a }] } }
      volumes: [{ name: d, hostDisk: { path: /a } }, { name: c, containerDisk: { image: a } }]
`,
    [
      '? spec.template.metadata.annotations["hooks.kubevirt.io/hookSidecars"]: sidecars are requested',
      '? spec.template.spec.domain.devices.hostDevices: devices of the node are passed on',
      '? spec.template.spec.volumes[0].hostDisk: a file of the node is a disk',
    ],
  ],
  [
    'a plan of the system upgrade controller',
    `
apiVersion: upgrade.cattle.io/v1
kind: Plan
metadata: { name: api }
spec:
  upgrade: { image: a, command: [sh], securityContext: { privileged: true } }
`,
    ['spec.upgrade.securityContext.privileged (privileged)'],
  ],
  [
    'a kind that is not known: by its form, and unknown',
    `
apiVersion: example.com/v1
kind: Thing
metadata: { name: api }
spec:
  agent: { privileged: true }
  daemon: { hostPath: { path: /var/lib } }
  hostPID: true
  worker: { image: z, command: [a], securityContext: { privileged: true } }
  runner: { image: z, script: a }
  podSpecPatch: "hostIPC: true"
`,
    [
      '? spec.agent.privileged: privileged is true',
      '? spec.daemon.hostPath: /var/lib of the node is mounted',
      '? spec.hostPID  (hostNamespaces)',
      'spec.podSpecPatch.hostIPC (hostNamespaces)',
      '? spec.worker.securityContext.privileged  (privileged)',
    ],
  ],
  [
    'values of a chart',
    `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: api }
spec: { values: { hostNetwork: true, image: { tag: a }, securityContext: { readOnlyRootFilesystem: true, privileged: true } } }
`,
    ['? spec.values.hostNetwork  (hostNamespaces)', '? spec.values.securityContext.privileged  (privileged)'],
  ],
  [
    'values of a chart in a text; an object among them is one of its own, and what cannot be read says nothing',
    `
apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata: { name: api }
spec:
  valuesContent: |
    hostNetwork: true
    controller: { securityContext: { privileged: true } }
    extraObjects:
    - { apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { hostPID: true } }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api }
spec: { source: { helm: { values: "daemonset: { hostPID: true }" } } }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api-2 }
spec: { source: { helm: { values: "{{ x" } } }
`,
    [
      '? spec.valuesContent.controller.securityContext.privileged  (privileged)',
      '? spec.valuesContent.hostNetwork  (hostNamespaces)',
      '? spec.source.helm.values.daemonset.hostPID  (hostNamespaces)',
    ],
  ],
])('%s', (_, yaml, expected) => expect(said(yaml)).toEqual(expected));

test('what has nothing to do with pods, or says nothing bad of them', () => {
  expect(
    findings(
      customPod,
      `
{ apiVersion: kyverno.io/v1, kind: ClusterPolicy, metadata: { name: a },
    spec: { rules: [{ validate: { pattern: { spec: { containers: [{ image: "!*:latest",
    securityContext: { privileged: false } }] } } } }] } }
---
{ apiVersion: constraints.gatekeeper.sh/v1beta1, kind: Privileged, metadata: { name: a }, spec: { parameters: { privileged: true } } }
---
{ apiVersion: networking.istio.io/v1, kind: EnvoyFilter, metadata: { name: a },
    spec: { configPatches: [{ patch: { value: { name: x, env: prod } } }] } }
---
{ apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: { name: a },
    spec: { acme: { solvers: [{ http01: { ingress: { podTemplate: { metadata: {} } } } }] } } }
---
{ apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: { name: a }, spec: { imageName: a, env: [{ name: TZ, value: UTC }] } }
---
{ apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: { name: a }, spec: { kafka: { storage: { volumes: [{ id: 0,
    type: persistent-claim }] }, template: { pod: { securityContext: { runAsNonRoot: true } } } } } }
---
{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: { name: a },
    spec: { values: { securityContext: { capabilities: { drop: [ALL] } } } } }
---
{ apiVersion: helm.cattle.io/v1, kind: HelmChartConfig, metadata: { name: a }, spec: { valuesContent: "hostNetwork: false" } }
---
{ apiVersion: longhorn.io/v1beta2, kind: Volume, metadata: { name: a }, spec: { image: a } }
---
{ apiVersion: infrastructure.cluster.x-k8s.io/v1beta2, kind: AWSMachineTemplate, metadata: { name: a },
    spec: { template: { spec: { nonRootVolumes: [{ deviceName: /dev/a }] } } } }
`,
    ),
  ).toEqual([]);
});

test('every rule about what is written sees these containers, and none asks what is left to the operator', () => {
  const nightly = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'CronWorkflow',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: {
      workflowSpec: {
        volumes: [{ name: 'sock', hostPath: { path: '/var/run/docker.sock' } }],
        templates: [
          { name: 'build', container: { image: 'build:latest', env: [{ name: 'REGISTRY_PASSWORD', value: 'Pa55w0rd-1234' }] } },
          {
            name: 'dind',
            sidecars: [{ name: 'dind', image: '{{inputs.parameters.dind}}', securityContext: { capabilities: { add: ['BPF'] } } }],
          },
          { name: 'merged', sidecars: [{ name: 'mesh', securityContext: {} }] },
        ],
      },
    },
  };
  const at = 'CronWorkflow shop/nightly spec.workflowSpec';
  const rules = [imageTag, imagePullPolicy, literalCredentials, dangerousCapabilities, runtimeSocket];
  expect(findings(rules, [nightly])).toEqual([
    `workloads/dangerous-capabilities ${at}.templates[1].sidecars[0].securityContext.capabilities.add[0]: sidecar "dind" `
      + 'adds the capability "BPF", which loads programs into the kernel of the node',
    `? workloads/image-pull-policy ${at}.templates[1].sidecars[0].image: "{{inputs.parameters.dind}}" of sidecar "dind" is not the name `
      + 'of an image',
    `workloads/image-tag ${at}.templates[0].container.image: the image build:latest of container "build" has the tag latest`,
    `? workloads/image-tag ${at}.templates[1].sidecars[0].image: "{{inputs.parameters.dind}}" of sidecar "dind" is not the name `
      + 'of an image',
    `workloads/literal-credentials ${at}.templates[0].container.env[0].value: the variable "REGISTRY_PASSWORD" of container "build" is `
      + 'a credential in plain text',
    `workloads/runtime-socket ${at}.volumes[0].hostPath.path: volume "sock" is /run/docker.sock of the node, the socket of a container `
      + 'runtime',
  ]);
});

test('passwords in the scripts of steps and templates', () => {
  const script = 'set -e\ncurl -u admin:Pa55w0rd-1234 https://example.com\n';
  const manifests = [
    { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'a' }, spec: { steps: [{ name: 's', image: 'a', script }] } },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Workflow',
      metadata: { name: 'a' },
      spec: { templates: [{ name: 't', script: { image: 'a', source: 'export DB_PASSWORD=Pa55w0rd-1234' } }] },
    },
    {
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'b' },
      spec: { steps: [{ image: 'a', script: 'curl -u "$USER:$PW" x' }] },
    },
  ];
  expect(findings(literalCredentials, manifests).map((text) => text.split(':')[0])).toEqual([
    'Task a spec.steps[0].script',
    'Workflow a spec.templates[0].script.source',
  ]);
});

test('steps that take over a security context are one finding of each rule', () => {
  const stepTemplate = { image: 'tool', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } };
  const task = {
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    metadata: { name: 'a' },
    spec: { stepTemplate, steps: [{ image: 'a:1' }, {}] },
  };
  expect(findings([dangerousCapabilities, imageTag], [task])).toEqual([
    'workloads/dangerous-capabilities Task a spec.stepTemplate.securityContext.capabilities.add[0]: step template "steps" adds the '
      + 'capability '
      + '"SYS_ADMIN", which mounts filesystems and enters namespaces of the node',
    'workloads/image-tag Task a spec.stepTemplate.image: the image tool of step template "steps" has no tag, which means latest',
  ]);
});
