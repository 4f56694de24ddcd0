package io.wotnotrelay.cli;

import java.util.List;

/**
 * What a made-up conversation is about.
 *
 * @param button what the visitor chooses
 * @param label the label's id
 * @param talk agent and visitor in turn, the agent first
 * @param note what the agent leaves for colleagues
 */
record Topic(String button, int label, List<String> talk, String note) {
    static final List<Topic> ALL = List.of(
            new Topic(
                    "Book a demo",
                    2011,
                    List.of(
                            "Hello, thanks for your interest! How large is your team?",
                            "About 25 people, mostly support & sales.",
                            "Good. Would Thursday at 10:00 suit you?",
                            "Yes, that works 👍"),
                    "Demo on Thursday 10:00, 25 seats."),
            new Topic(
                    "Ask about prices",
                    2012,
                    List.of(
                            "Hi! Which plan are you looking at?",
                            "Premium, but we only need 3 seats. Is there a discount for a year?",
                            "Yes: two months are free when you pay for a year.",
                            "Great, please send me an offer."),
                    "Wants an offer: Premium, 3 seats, yearly."),
            new Topic(
                    "Where is my order?",
                    2013,
                    List.of(
                            "Sorry for the wait. Could you tell me the number of your order?",
                            "It's #A-1042, ordered last week",
                            "It left our warehouse yesterday and should be with you tomorrow.",
                            "Perfect, thank you!"),
                    "Order A-1042: told that it arrives tomorrow."),
            new Topic(
                    "Something does not work",
                    2014,
                    List.of(
                            "I am sorry to hear that. What do you see?",
                            "The page says \"Error 500\" when I press <Save>.\nSince this morning.",
                            "Thank you, our engineers are on it. May I write to you when it is mended?",
                            "Yes please."),
                    "Error 500 on save, reported to engineering. Write when mended."));
}
