// Runs in the index page: hides the rows that the choices leave out, and keeps the choices in the hash.
const form = document.querySelector('form');
const rows = [...document.querySelectorAll('tbody tr')];
const count = document.querySelector('output');
const names = ['verdict', 'family', 'rule', 'target', 'text'];

function apply() {
  const chosen = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
  let shown = 0;
  for (const row of rows) {
    const { verdict, family, rules, target } = row.dataset;
    row.hidden = !(
      (chosen.verdict === '' || chosen.verdict === verdict) &&
      (chosen.family === '' || chosen.family === family) &&
      (chosen.rule === '' || rules.split(' ').includes(chosen.rule)) &&
      (chosen.target === '' || chosen.target === target) &&
      row.textContent.toLowerCase().includes(chosen.text.toLowerCase())
    );
    if (!row.hidden) shown++;
  }
  count.value = `${shown} of ${rows.length} runs`;
  const fields = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== ''));
  history.replaceState(null, '', `#${fields}`);
}

function restore() {
  const fields = new URLSearchParams(location.hash.slice(1));
  for (const name of names) form.elements[name].value = fields.get(name) ?? '';
  apply();
}

form.hidden = false;
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', restore);
restore();
