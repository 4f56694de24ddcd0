package io.wotnotrelay.log.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words of a text as SQLite's FTS5 tokenizer unicode61 sees them: letters and digits, in one case, without accents. */
final class Words {
    private Words() {}

    /** The words of a text, in order. */
    static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        List<String> out = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && word.length() > 0) {
                out.add(word.toString());
                word.setLength(0);
            }
        });
        if (word.length() > 0) {
            out.add(word.toString());
        }
        return out;
    }

    /** The phrases a search asks for: each blank-separated part is one. */
    static List<Phrase> phrases(String query) {
        List<Phrase> out = new ArrayList<>();
        for (String part : query.strip().split("\\s+")) {
            List<String> words = of(part);
            if (!words.isEmpty()) {
                out.add(new Phrase(words, part.endsWith("*")));
            }
        }
        return out;
    }

    /** Words that follow each other; the last may be the beginning of one. */
    record Phrase(List<String> words, boolean open) {
        boolean in(List<String> text) {
            for (int at = 0; at + words.size() <= text.size(); at++) {
                if (at(text, at)) {
                    return true;
                }
            }
            return false;
        }

        private boolean at(List<String> text, int at) {
            int last = words.size() - 1;
            if (!text.subList(at, at + last).equals(words.subList(0, last))) {
                return false;
            }
            String there = text.get(at + last);
            return open ? there.startsWith(words.get(last)) : there.equals(words.get(last));
        }

        /** In FTS5's language; the words hold letters and digits only. */
        String fts() {
            return '"' + String.join(" ", words) + '"' + (open ? " *" : "");
        }
    }
}
