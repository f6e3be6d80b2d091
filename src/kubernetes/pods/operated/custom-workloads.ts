/** What a kind of another project does with the containers or manifests in it. */
export type CustomUse =
  /** Its operator runs them. */
  | 'runs'
  /** They run once something else refers to it. */
  | 'template';

/** A kind of another project that has pods run, or manifests deployed. */
export interface CustomWorkload {
  readonly group: string;
  readonly kind: string;
  /** Its name in URLs and roles, where it is not the usual plural of the kind. */
  readonly resource?: string;
  readonly use: CustomUse;
}

/** By API group: kinds parted by spaces. What they hold is found by its form. */
const RUNS: Readonly<Record<string, string>> = {
  // Workflows and pipelines
  'argoproj.io': 'Workflow CronWorkflow EventSource Sensor EventBus AnalysisRun',
  'tekton.dev': 'TaskRun PipelineRun CustomRun Run',
  'triggers.tekton.dev': 'EventListener Interceptor',
  'shipwright.io': 'BuildRun',
  'batch.volcano.sh': 'Job CronJob',
  'jobset.x-k8s.io': 'JobSet',
  'leaderworkerset.x-k8s.io': 'LeaderWorkerSet',
  'jenkins.io': 'Jenkins',
  'apps.gitlab.com': 'Runner',
  'actions.summerwind.dev': 'Runner RunnerDeployment RunnerReplicaSet RunnerSet',
  'actions.github.com': 'AutoscalingRunnerSet AutoscalingListener EphemeralRunner EphemeralRunnerSet',
  'workspace.devfile.io': 'DevWorkspace',
  // Services
  'serving.knative.dev': 'Service Configuration Revision',
  'sources.knative.dev': 'ContainerSource',
  'sinks.knative.dev': 'JobSink',
  'apps.kruise.io': 'SidecarSet',
  'extensions.agents.x-k8s.io': 'SandboxClaim SandboxWarmPool',
  // Data and learning
  'kubeflow.org': 'Notebook TFJob PyTorchJob MPIJob XGBoostJob PaddleJob JAXJob MXJob',
  'trainer.kubeflow.org': 'TrainJob',
  'serving.kserve.io': 'InferenceService LLMInferenceService InferenceGraph',
  'sparkoperator.k8s.io': 'SparkApplication ScheduledSparkApplication SparkConnect',
  'flink.apache.org': 'FlinkDeployment',
  'ray.io': 'RayCluster RayJob RayService',
  // Databases, brokers and monitoring
  'kafka.strimzi.io': 'Kafka KafkaConnect KafkaMirrorMaker KafkaMirrorMaker2 KafkaBridge KafkaNodePool',
  'core.strimzi.io': 'StrimziPodSet',
  'postgresql.cnpg.io': 'Cluster Pooler',
  'monitoring.coreos.com': 'Prometheus PrometheusAgent Alertmanager ThanosRuler',
  'opentelemetry.io': 'OpenTelemetryCollector TargetAllocator Instrumentation',
  'elasticsearch.k8s.elastic.co': 'Elasticsearch',
  'kibana.k8s.elastic.co': 'Kibana',
  'apm.k8s.elastic.co': 'ApmServer',
  'beat.k8s.elastic.co': 'Beat',
  'agent.k8s.elastic.co': 'Agent',
  'logstash.k8s.elastic.co': 'Logstash',
  'enterprisesearch.k8s.elastic.co': 'EnterpriseSearch',
  'maps.k8s.elastic.co': 'ElasticMapsServer',
  // Virtual machines
  'kubevirt.io': 'VirtualMachine VirtualMachineInstance VirtualMachineInstanceReplicaSet',
  'pool.kubevirt.io': 'VirtualMachinePool',
  // Changes of nodes
  'upgrade.cattle.io': 'Plan',
  // What deploys manifests
  'helm.cattle.io': 'HelmChart HelmChartConfig',
  'helm.toolkit.fluxcd.io': 'HelmRelease',
  'kustomize.toolkit.fluxcd.io': 'Kustomization',
  'fluxcd.controlplane.io': 'ResourceSet',
  'work.open-cluster-management.io': 'ManifestWork',
  'kubernetes.crossplane.io': 'Object',
  'kubernetes.m.crossplane.io': 'Object',
  'pkg.crossplane.io': 'Provider Function',
  'operators.coreos.com': 'ClusterServiceVersion Subscription',
};

const TEMPLATES: Readonly<Record<string, string>> = {
  'argoproj.io': 'WorkflowTemplate ClusterWorkflowTemplate AnalysisTemplate ClusterAnalysisTemplate',
  'tekton.dev': 'Task ClusterTask Pipeline StepAction',
  'triggers.tekton.dev': 'TriggerTemplate',
  'shipwright.io': 'Build BuildStrategy ClusterBuildStrategy',
  'workspace.devfile.io': 'DevWorkspaceTemplate',
  'trainer.kubeflow.org': 'TrainingRuntime ClusterTrainingRuntime',
  'serving.kserve.io': 'ServingRuntime ClusterServingRuntime',
  'pkg.crossplane.io': 'DeploymentRuntimeConfig ControllerConfig',
};

/** Applications of Argo CD are of the same group as its workflows, which are another project. */
const ARGO_CD = 'Application ApplicationSet';

/** Names that are not the usual plural. */
const RESOURCES: Readonly<Record<string, string>> = { Jenkins: 'jenkins' };

/** Every such kind that is known by name. Source of the names: the CustomResourceDefinitions of each project. */
export const CUSTOM_WORKLOADS: readonly CustomWorkload[] = [
  ...rows(RUNS, 'runs'),
  ...rows({ 'argoproj.io': ARGO_CD }, 'runs'),
  ...rows(TEMPLATES, 'template'),
];

function rows(table: Readonly<Record<string, string>>, use: CustomUse): CustomWorkload[] {
  return Object.entries(table).flatMap(([group, kinds]) =>
    kinds.split(' ').map((kind) => {
      const resource = RESOURCES[kind];
      return { group, kind, use, ...(resource === undefined ? {} : { resource }) };
    }),
  );
}
