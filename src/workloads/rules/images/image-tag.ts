import { listOption } from '../../../engine/options';
import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { demandsOn } from './image-policies';
import { isMoving, judgeImages, movingTagsOption } from './images';

export const imageTag = defineRule({
  id: 'workloads/image-tag',
  title: 'Images must not use floating tags such as latest',
  description:
    'Floating are `latest`, by name or because there is no tag; tags that are moved by convention (`main`, `stable`, `nightly`, '
    + '…; case is ignored); and variants of them (`latest-alpine`). A tag that the image policy of the run or of the Namespace '
    + 'forbids is a violation too.\n\n'
    + 'A digest passes with any tag. Images of all three container lists and of image volumes count. A text that is not a valid '
    + 'image name (a placeholder) is unknown.',
  severity: Severity.MEDIUM,
  fix: 'Write the version as tag, or better the digest.',
  sources: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  bad: examplePod({ image: 'registry.example.com/api:latest' }),
  good: examplePod({ image: 'registry.example.com/api:1.4.2' }),
  subject: writtenPods,
  options: {
    refusedTags: listOption('Forbidden tags, in addition to latest and moving tags.', [], { format: 'image-tag' }),
    movingTags: movingTagsOption,
  },
  check: (pod, context, { refusedTags, movingTags }) =>
    judgeImages(pod, ({ label, path, text, reference }) => {
      const { tag, digest } = reference;
      if (digest !== undefined) return NONE;
      const objection = (fact: string) => [{ path, message: `the image ${text} of ${label} has ${fact}` }];
      if (tag === undefined) return objection('no tag, which means latest');
      if (tag === 'latest') return objection('the tag latest');
      const policy = demandsOn(pod, context, 'refusedTags', refusedTags).find(({ values }) => values.includes(tag));
      if (policy) return objection(`the tag ${tag}, which ${policy.label} forbids`);
      return isMoving(reference, movingTags) ? objection(`the tag ${tag}, which names no version`) : NONE;
    }),
});
