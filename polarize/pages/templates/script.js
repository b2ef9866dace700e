// Search, filters and sorting of one list, and details that open for the printer. Reads attributes and text, writes text only.
(function () {
  'use strict';

  function fold(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
  }

  function compare(a, b, down) {
    if (a === null || b === null) return (a === null) - (b === null);
    var order = typeof a === 'number' ? a - b : a.localeCompare(b);
    return down ? -order : order;
  }

  function valueOf(item, key) {
    if (key === 'title') return item.querySelector('.t').textContent;
    var value = item.getAttribute('data-' + key);
    if (value === null) return null;
    return key === 'date' || key === 'debate' ? value : Number(value);
  }

  function list(root) {
    var form = root.querySelector('form');
    var body = root.querySelector('[data-items]');
    if (!form || !body) return;
    var items = Array.prototype.slice.call(body.querySelectorAll('[data-item]'));
    var search = form.querySelector('[data-search]');
    var filters = Array.prototype.slice.call(form.querySelectorAll('[data-filter]'));
    var sort = form.querySelector('[data-sort]');
    var count = form.querySelector('[data-count]');
    var heads = Array.prototype.slice.call(root.querySelectorAll('th[data-key]'));
    var texts = new Map();
    var current = 'n:up';

    function text(item) {
      if (!texts.has(item)) texts.set(item, fold(item.textContent));
      return texts.get(item);
    }

    function wanted(item, words) {
      var fits = filters.every(function (filter) {
        return !filter.value || item.getAttribute('data-' + filter.getAttribute('data-filter')) === filter.value;
      });
      return fits && words.every(function (word) { return text(item).indexOf(word) >= 0; });
    }

    function show() {
      var words = fold(search.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      items.forEach(function (item) {
        var fits = wanted(item, words);
        item.hidden = !fits;
        if (fits) shown += 1;
      });
      count.textContent = shown + ' of ' + items.length + ' ' + root.getAttribute('data-noun');
    }

    function order(by) {
      var parts = by.split(':');
      var rows = items.map(function (item) { return [valueOf(item, parts[0]), Number(item.getAttribute('data-n')), item]; });
      rows.sort(function (a, b) { return compare(a[0], b[0], parts[1] === 'down') || a[1] - b[1]; });
      var fragment = document.createDocumentFragment();
      rows.forEach(function (row) { fragment.appendChild(row[2]); });
      body.appendChild(fragment);
      body.classList.toggle('sorted', parts[0] !== 'n');
      heads.forEach(function (head) {
        var mine = head.getAttribute('data-key') === parts[0];
        head.setAttribute('aria-sort', mine ? (parts[1] === 'down' ? 'descending' : 'ascending') : 'none');
      });
      current = by;
      sort.value = by;
    }

    function reveal() {
      var id = decodeURIComponent(location.hash.slice(1));
      var target = id && document.getElementById(id);
      if (!target || !body.contains(target) || !target.hidden) return;
      search.value = '';
      filters.forEach(function (filter) { filter.value = ''; });
      show();
      target.scrollIntoView();
    }

    heads.forEach(function (head) {
      var button = document.createElement('button');
      var key = head.getAttribute('data-key');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () {
        var first = key === 'title' || key === 'debate' ? 'up' : 'down';
        var other = first === 'up' ? 'down' : 'up';
        order(key + ':' + (current === key + ':' + first ? other : first));
        show();
      });
    });
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    search.addEventListener('input', show);
    filters.forEach(function (filter) { filter.addEventListener('change', show); });
    sort.addEventListener('change', function () { order(sort.value); show(); });
    window.addEventListener('hashchange', reveal);
    form.hidden = false;
    form.reset();
    heads.forEach(function (head) { head.setAttribute('aria-sort', 'none'); });
    show();
  }

  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });
  Array.prototype.forEach.call(document.querySelectorAll('[data-list]'), list);
})();
