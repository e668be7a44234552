import Box from '@mui/material/Box';

/** A box to tick, the browser's own: large enough for a finger, and no script of its own on the first screen. */
export function TickBox(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Box
      component="input"
      type="checkbox"
      checked={props.checked}
      onChange={(event) => props.onChange(event.target.checked)}
      aria-label={props.label}
      sx={{
        ...{ width: 24, height: 24, m: 0, mr: 1, verticalAlign: 'middle', cursor: 'pointer' },
        accentColor: (theme) => theme.palette.primary.main,
      }}
    />
  );
}
