package io.wotnotrelay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wotnotrelay.lane.LaneMeters;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final Map<Class<?>, Object> NUMBERS = Map.of(long.class, 1L, int.class, 2);

    @Test
    void everythingThatALaneSaysReachesAllOfThem() throws Exception {
        List<String> heard = new ArrayList<>();
        LaneMeters one = listener("one", heard);
        LaneMeters other = listener("other", heard);
        for (Method said : LaneMeters.class.getDeclaredMethods()) {
            if (said.isDefault()) {
                heard.clear();
                Object[] words = new Object[said.getParameterCount()];
                for (int i = 0; i < words.length; i++) {
                    words[i] = NUMBERS.get(said.getParameterTypes()[i]);
                }
                said.invoke(new Meters(List.of(one, other)), words);
                assertThat(heard).containsExactly("one " + said.getName(), "other " + said.getName());
            }
        }
        assertThat(heard).isNotEmpty();
    }

    private static LaneMeters listener(String name, List<String> heard) {
        return (LaneMeters) Proxy.newProxyInstance(
                MetersTest.class.getClassLoader(), new Class<?>[] {LaneMeters.class}, (proxy, method, words) -> {
                    heard.add(name + " " + method.getName());
                    return null;
                });
    }
}
