/**
 * Addresses at which clouds offer credentials or the configuration of the machine to any client on a node or pod.
 *
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html (169.254.169.254, fd00:ec2::254),
 * https://cloud.google.com/compute/docs/metadata/overview, https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service,
 * https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata (100.100.100.200),
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html (169.254.170.23, fd00:ec2::23),
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html (169.254.170.2),
 * https://docs.oracle.com/iaas/Content/Compute/Tasks/gettingmetadata.htm (fd00:c1::a9fe:a9fe), 192.0.0.192 in Oracle Cloud Classic,
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 (168.63.129.16: settings of the machine's extensions),
 * https://cloud.google.com/compute/docs/metadata/overview (fd20:ce::254)
 */
export const METADATA_ADDRESSES: readonly string[] = [
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.170.23/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd00:c1::a9fe:a9fe/128',
  'fd20:ce::254/128',
];
