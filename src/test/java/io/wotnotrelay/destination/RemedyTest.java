package io.wotnotrelay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemedyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'30 s; 5 min' is not right; write '30s,5m'. | Write '30s,5m'.",
                "WotNot's page names no event 'x. Y'. Did you mean 'y'? | Did you mean 'y'?",
                "'build' is missing here. | ",
                "It is empty; write a route into it or remove it. | Write a route into it or remove it.",
                "See 4.17. or 4.18 for it | ",
            })
    void whatIsToBeDoneComesAfterWhatIsWrong(String sentence, String remedy) {
        assertThat(Remedy.in(sentence)).isEqualTo(remedy);
    }
}
