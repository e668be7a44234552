import type { RaThemeOptions } from 'react-admin';

const fontFamily =
  '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** What both themes have in common: calm surfaces, round corners, a focus ring that nobody can miss. */
function common(ring: string): RaThemeOptions {
  return {
    shape: { borderRadius: 5 },
    typography: {
      fontFamily,
      h1: { fontSize: '1.6rem', fontWeight: 680, letterSpacing: '-0.015em', lineHeight: 1.25 },
      h2: { fontSize: '1.05rem', fontWeight: 650, letterSpacing: '-0.005em', lineHeight: 1.4 },
      h3: { fontSize: '0.95rem', fontWeight: 640, lineHeight: 1.4 },
      body1: { fontSize: '0.94rem', lineHeight: 1.55 },
      body2: { fontSize: '0.865rem', lineHeight: 1.5 },
      caption: { fontSize: '0.78rem', lineHeight: 1.45 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          body: { WebkitFontSmoothing: 'antialiased' },
          ':focus-visible': { outline: `3px solid ${ring}`, outlineOffset: 2, borderRadius: 6 },
          '@media (prefers-reduced-motion: reduce)': {
            '*, *::before, *::after': {
              animationDuration: '0.01ms !important',
              transitionDuration: '0.01ms !important',
            },
          },
        },
      },
      MuiButton: {
        defaultProps: { disableElevation: true },
        styleOverrides: { root: { minHeight: 36, borderRadius: 9 } },
      },
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiDialog: { styleOverrides: { paper: { borderRadius: 14 } } },
      MuiDialogTitle: { styleOverrides: { root: { fontWeight: 650, fontSize: '1.15rem' } } },
      MuiDialogActions: { styleOverrides: { root: { padding: '8px 20px 18px' } } },
      MuiTooltip: { defaultProps: { arrow: true } },
      MuiTableCell: {
        styleOverrides: { head: { fontWeight: 600 }, root: { padding: '11px 16px', fontSize: '0.865rem' } },
      },
    },
  };
}

/** The theme for daylight. Every text and background pair meets WCAG AA. */
export const lightTheme: RaThemeOptions = {
  ...common('#3346c8'),
  palette: {
    mode: 'light',
    primary: { main: '#3346c8', dark: '#26359b', light: '#5a6ae0', contrastText: '#ffffff' },
    secondary: { main: '#3346c8' },
    success: { main: '#0d7a52', dark: '#07593b', light: '#2f9c73', contrastText: '#ffffff' },
    warning: { main: '#a15c00', dark: '#784400', light: '#c77d1c', contrastText: '#ffffff' },
    error: { main: '#c0312b', dark: '#8f201b', light: '#d9574f', contrastText: '#ffffff' },
    info: { main: '#22619f', dark: '#184878', light: '#4a86c0', contrastText: '#ffffff' },
    text: { primary: '#171b2d', secondary: '#545b73' },
    divider: '#e2e5ef',
    background: { default: '#f5f6fb', paper: '#ffffff' },
  },
};

/** The theme for the evening. */
export const darkTheme: RaThemeOptions = {
  ...common('#aab6ff'),
  palette: {
    mode: 'dark',
    primary: { main: '#aab6ff', dark: '#8d9cf5', light: '#c6ceff', contrastText: '#10142a' },
    secondary: { main: '#aab6ff' },
    success: { main: '#63d5a4', dark: '#3fb685', light: '#8fe3c0', contrastText: '#062218' },
    warning: { main: '#f1b961', dark: '#d89a36', light: '#f6cf8f', contrastText: '#2a1900' },
    error: { main: '#ff968d', dark: '#ec6c62', light: '#ffb8b2', contrastText: '#330906' },
    info: { main: '#86bdf2', dark: '#5d9fdd', light: '#aed3f7', contrastText: '#06203a' },
    text: { primary: '#eceefa', secondary: '#aab1ca' },
    divider: '#2b3249',
    background: { default: '#0f1320', paper: '#181d2e' },
  },
};
