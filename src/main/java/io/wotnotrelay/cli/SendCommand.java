package io.wotnotrelay.cli;

import io.wotnotrelay.config.Nearest;
import io.wotnotrelay.config.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "send",
        description = "Acts as WotNot: posts events to the webhook and says what came back.",
        footer = {
            "Exit code 0: every request was answered 200 with the token. 1: one was not.",
            "",
            "Examples:",
            "  bin/relay send --handshake",
            "  bin/relay send --sample message.form.response,status",
            "  bin/relay send --conversations 3",
            "  bin/relay send --receipt rcp_0123456789abcdef",
            "  bin/relay send --random --rate 50/s --for 30s --batch 1..10"
        })
final class SendCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1", heading = "What to send (one of these):%n")
    private What what;

    @Mixin
    private Target target;

    @Mixin
    private ApiTarget api;

    @Mixin
    private Amount amount;

    @Option(names = "--as-is", description = "Samples: the documented bytes, with the documented (old) timestamp.")
    private boolean asIs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (what.list) {
            Samples.NAMES.forEach(out::println);
            out.flush();
            return 0;
        }
        require(what.random || !amount.limited(), "--count and --for go with --random.");
        Report report = new Report(out, !what.many());
        Sender sender = new Sender(target.client(cli), amount.pace(), report);
        int connections = amount.connections();
        try {
            sender.send(posts(), connections);
        } finally {
            report.end();
        }
        return report.good() ? 0 : 1;
    }

    private Iterator<List<Post>> posts() throws IOException {
        Stamps stamps = new Stamps(Clock.systemUTC());
        if (what.handshake) {
            return one(new Post("handshake", new byte[0], 0));
        }
        if (what.file != null) {
            return one(new Post(what.file, bytes(what.file), 1));
        }
        if (what.receipt != null) {
            byte[] body = api.client(spec).bytes("/receipts/" + ApiClient.part(what.receipt) + "/body");
            return one(new Post(what.receipt, body, 1));
        }
        if (what.random) {
            return amount.random(stamps);
        }
        if (what.conversations != null) {
            require(what.conversations > 0, "--conversations must be 1 or more.");
            return new Conversations(
                    what.conversations, amount.seed(), Clock.systemUTC().instant());
        }
        return List.of(samples(stamps)).iterator();
    }

    private List<Post> samples(Stamps stamps) {
        List<String> names = what.all ? Samples.NAMES : what.samples;
        names.forEach(name -> require(
                Samples.NAMES.contains(name),
                "There is no sample \"%s\". Did you mean %s? bin/relay send --list shows all."
                        .formatted(OneLine.of(name, 100), Nearest.of(name, Samples.NAMES))));
        return names.stream()
                .map(name -> new Post(name, asIs ? Samples.asIs(name) : Samples.fresh(name, stamps), 1))
                .toList();
    }

    private static Iterator<List<Post>> one(Post post) {
        return List.of(List.of(post)).iterator();
    }

    private static byte[] bytes(String file) throws IOException {
        if (file.equals("-")) {
            return System.in.readAllBytes();
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new Stop("There is no file " + path + ".");
        }
        return Files.readAllBytes(path);
    }

    private void require(boolean good, String sentence) {
        if (!good) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
