package io.wotnotrelay.sink;

/** The name of a table as its author writes it, with the schema (in MySQL the database) before a dot, if any. */
record SqlName(String schema, String table) {
    static SqlName of(String written) {
        String name = written.strip();
        int dot = name.indexOf('.');
        return dot < 0
                ? new SqlName(null, name)
                : new SqlName(
                        name.substring(0, dot).strip(), name.substring(dot + 1).strip());
    }

    @Override
    public String toString() {
        return schema == null ? table : schema + "." + table;
    }
}
