import { Construct } from 'constructs';
import { dump } from 'js-yaml';
import { HostFile } from '../cdk8s/host-file';
import { refusal } from '../cdk8s/refusal';
import { writeDocuments } from '../cdk8s/write-documents';
import { localEndpoint, type KubeadmNode } from './kubeadm-node';

/** Properties of {@link KubeadmJoin}. */
export interface KubeadmJoinProps {
  /**
   * Path on the node of the kubeconfig with which it finds the cluster: the address and the CA of the API server, and credentials to
   * request a certificate, such as a bootstrap token. It is brought to the node by other means than this program, since it holds
   * credentials.
   *
   * @default '/etc/kubernetes/discovery.conf'
   * @shape path
   */
  readonly discoveryFile?: string;
  /**
   * The node, where it joins the control plane. The certificates of the cluster have to be on it.
   *
   * @default - it joins as a worker
   */
  readonly controlPlane?: KubeadmNode;
  /**
   * Path of kubeadm's configuration on the nodes.
   *
   * @default '/etc/kubernetes/kubeadm-join.yaml'
   * @shape path
   */
  readonly path?: string;
  /**
   * Node groups that get the file.
   *
   * @default - every node for workers; ['control-plane'] for `controlPlane`
   * @shape name
   */
  readonly nodes?: string[];
}

/**
 * kubeadm's `JoinConfiguration` for nodes that verify the cluster that they join: by a discovery file with the CA of the API server. The
 * discovery by token alone reads a ConfigMap anonymously, which the API servers of `HardenedControlPlane` do not serve.
 *
 * Source: https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export class KubeadmJoin extends Construct {
  /** The configuration for `kubeadm join --config`. */
  public readonly configFile: HostFile;

  /**
   * Describes how nodes join.
   *
   * @throws Error for a path that is not absolute, and an address that a node cannot have
   */
  constructor(scope: Construct, id: string, props: KubeadmJoinProps = {}) {
    super(scope, id);
    const discoveryFile = props.discoveryFile ?? '/etc/kubernetes/discovery.conf';
    if (!/^(\/[A-Za-z0-9._@+-]+)+$/.test(discoveryFile)) {
      throw refusal(this, {
        fact: `discoveryFile is ${JSON.stringify(discoveryFile)}, which is not an absolute path`,
        consequence: 'so kubeadm would not find the file',
        remedy: 'Write a path such as "/etc/kubernetes/discovery.conf".',
      });
    }
    const endpoint = props.controlPlane && localEndpoint(this, 'controlPlane', { ...props.controlPlane });
    const configuration = {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'JoinConfiguration',
      discovery: { file: { kubeConfigPath: discoveryFile } },
      ...(endpoint && { controlPlane: { localAPIEndpoint: endpoint } }),
    };
    this.configFile = new HostFile(this, 'config-file', {
      path: props.path ?? '/etc/kubernetes/kubeadm-join.yaml',
      nodes: props.nodes ? [...props.nodes] : endpoint && ['control-plane'],
      content: {
        render: () =>
          writeDocuments(
            [configuration],
            () => this,
            (value) => dump(value, { lineWidth: 150 }),
          ),
      },
    });
  }
}
