import TextField from '@mui/material/TextField';

/** One choice of a few, as the browser's own select: it works with any keyboard and on any phone. */
export function ChoiceField<Id extends string>(props: {
  label: string;
  value: Id;
  choices: readonly { readonly id: Id; readonly name: string }[];
  onChange: (next: Id) => void;
}) {
  const { label, value, choices, onChange } = props;
  return (
    <TextField
      {...{ select: true, size: 'small', label, value }}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      onChange={(event) => {
        const chosen = choices.find(({ id }) => id === event.target.value);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </TextField>
  );
}
