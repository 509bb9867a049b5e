package org.tradingarena.domain;

/** The two books that every rule is held against. */
enum Engine {
    MATCHING {
        @Override
        TestBook open() {
            return new MatchedBook(Matching::match);
        }
    },
    NAIVE {
        @Override
        TestBook open() {
            return new NaiveBook();
        }
    };

    abstract TestBook open();
}
