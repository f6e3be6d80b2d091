/**
 * Filters the findings of the HTML report; without it all of them are shown. It reads the page alone: no finding is written into it.
 */
export const SCRIPT = `
(() => {
  'use strict';
  const form = document.getElementById('filter');
  const said = document.getElementById('shown');
  const listsOf = (group) => [...group.querySelectorAll('.findings')].map((element) => ({ element, items: [...element.children] }));
  const groups = [...document.querySelectorAll('.group')].map((element) => ({ element, lists: listsOf(element) }));
  const all = document.querySelectorAll('.findings > li').length;
  const keeping = (read) => {
    const kept = new Map();
    return (item) => {
      if (!kept.has(item)) kept.set(item, read(item).toLowerCase());
      return kept.get(item);
    };
  };
  const textOf = keeping((item) => item.textContent);
  const objectsOf = keeping((item) => [...item.querySelectorAll('.object')].map((each) => each.textContent).join(' '));
  const holds = (list, one) => one === '' || (' ' + (list || '') + ' ').includes(' ' + one + ' ');
  const wordsOf = (text) => text.toLowerCase().split(' ').filter((word) => word !== '');
  const apply = () => {
    const data = new FormData(form);
    const kinds = new Set(data.getAll('kind'));
    const [rule, namespace] = [data.get('rule'), data.get('namespace')];
    const [object, words] = [wordsOf(data.get('object')), wordsOf(data.get('text'))];
    let shown = 0;
    for (const { element, lists } of groups) {
      let inGroup = 0;
      for (const { element: list, items } of lists) {
        let inList = 0;
        for (const item of items) {
          const { k, r, n } = item.dataset;
          const fits = kinds.has(k) && holds(r, rule) && holds(n, namespace)
            && (object.length === 0 || object.every((word) => objectsOf(item).includes(word)))
            && (words.length === 0 || words.every((word) => textOf(item).includes(word)));
          if (item.hidden === fits) item.hidden = !fits;
          if (fits) inList += 1;
        }
        list.hidden = inList === 0;
        list.style.containIntrinsicSize = inList * 6 + 'rem';
        inGroup += inList;
      }
      element.hidden = inGroup === 0;
      shown += inGroup;
    }
    said.textContent = shown === all ? 'All ' + all + ' findings are shown' : shown + ' of ' + all + ' findings are shown';
  };
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  };
  form.addEventListener('input', soon);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener('reset', () => setTimeout(apply));
  form.hidden = false;
  apply();
})();
`;
