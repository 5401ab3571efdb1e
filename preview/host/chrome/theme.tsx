import React, { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { getThemeById, ThemeContext } from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles } from '@grafana/ui';

export type ThemeName = 'light' | 'dark';

interface Choice {
  readonly name: ThemeName;
  readonly choose: (name: ThemeName) => void;
}

const ChoiceContext = createContext<Choice>({ name: 'dark', choose: () => undefined });

export function useThemeChoice(): Choice {
  return useContext(ChoiceContext);
}

/** Grafana's theme, changed without loading the page again. */
export function ThemeRoot({ children }: { readonly children: ReactNode }) {
  const [name, setName] = useState<ThemeName>(config.bootData.user.lightTheme ? 'light' : 'dark');
  const theme = useMemo(() => getThemeById(name), [name]);
  const choose = (next: ThemeName) => {
    document.cookie = `preview_theme=${next}; Path=/; SameSite=Strict`;
    config.theme2 = getThemeById(next);
    Object.assign(config.bootData.user, { theme: next, lightTheme: next === 'light' });
    document.body.className = `theme-${next}`;
    setName(next);
  };
  return (
    <ChoiceContext.Provider value={{ name, choose }}>
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        {children}
      </ThemeContext.Provider>
    </ChoiceContext.Provider>
  );
}
