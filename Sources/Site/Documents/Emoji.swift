/// A text with emoji in the place of their short codes (`:white_check_mark:`).
///
/// These are the short codes that people write in the documents of projects, not GitHub's whole list of some 1,900;
/// others stay as they are written. So does what stands in a word, an address or a time, like `10:30:00`.
func withEmoji(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: ":")) else { return text }
    var result = ""
    var rest = text[...]
    while let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) {
        let behind = rest.utf8.index(after: colon)
        let code = rest.utf8[behind...].prefix(while: isCodeByte)
        guard code.endIndex < rest.endIndex, rest.utf8[code.endIndex] == UInt8(ascii: ":"),
            let emoji = emojiByCode[String(Substring(code))],
            isBorder(text.unicodeScalars[..<colon].last, "/:=.&#@%?\\"),
            isBorder(text.unicodeScalars[rest.utf8.index(after: code.endIndex)...].first, "/=@%\\")
                || rest.utf8[code.endIndex...].dropFirst().first == UInt8(ascii: ":")
        else {
            result += rest[..<behind]
            rest = rest[behind...]
            continue
        }
        result += rest[..<colon] + emoji
        rest = rest[rest.utf8.index(after: code.endIndex)...]
        // The next code may follow at once, though a colon stands before it.
        while rest.utf8.first == UInt8(ascii: ":") {
            let behind = rest.utf8.index(after: rest.startIndex)
            let next = rest.utf8[behind...].prefix(while: isCodeByte)
            guard next.endIndex < rest.endIndex, rest.utf8[next.endIndex] == UInt8(ascii: ":"),
                let emoji = emojiByCode[String(Substring(next))]
            else { break }
            result += emoji
            rest = rest[rest.utf8.index(after: next.endIndex)...]
        }
    }
    return result + rest
}

private func isCodeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "+"):
        true
    default: false
    }
}

private func isBorder(_ scalar: Unicode.Scalar?, _ forbidden: String) -> Bool {
    guard let scalar else { return true }
    return
        !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "-"
        || forbidden.unicodeScalars.contains(scalar))
}

private let emojiByCode: [String: String] = {
    var table: [String: String] = [:]
    for entry in emojiCodes.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let parts = entry.split(separator: "=")
        if parts.count == 2 { table[String(parts[0])] = String(parts[1]) }
    }
    return table
}()

private let emojiCodes = """
    white_check_mark=✅ heavy_check_mark=✔️ ballot_box_with_check=☑️ x=❌ negative_squared_cross_mark=❎
    heavy_multiplication_x=✖️ heavy_plus_sign=➕ heavy_minus_sign=➖ warning=⚠️ exclamation=❗ heavy_exclamation_mark=❗
    grey_exclamation=❕ question=❓ grey_question=❔ bangbang=‼️ interrobang=⁉️ no_entry=⛔ no_entry_sign=🚫
    construction=🚧 stop_sign=🛑 rotating_light=🚨 hourglass=⌛ hourglass_flowing_sand=⏳ watch=⌚ alarm_clock=⏰
    stopwatch=⏱️ calendar=📆 date=📅 spiral_calendar=🗓️ clipboard=📋 memo=📝 pencil=📝 pencil2=✏️ page_facing_up=📄
    page_with_curl=📃 bookmark_tabs=📑 bookmark=🔖 books=📚 book=📖 open_book=📖 notebook=📓 ledger=📒 scroll=📜
    newspaper=📰 card_index=📇 card_file_box=🗃️ file_cabinet=🗄️ file_folder=📁 open_file_folder=📂 paperclip=📎 link=🔗
    pushpin=📌 round_pushpin=📍 triangular_flag_on_post=🚩 checkered_flag=🏁 white_flag=🏳️ label=🏷️ package=📦
    inbox_tray=📥 outbox_tray=📤 envelope=✉️ email=📧 e-mail=📧 mailbox=📫 telephone=☎️ phone=☎️ iphone=📱 computer=💻
    desktop_computer=🖥️ keyboard=⌨️ printer=🖨️ floppy_disk=💾 cd=💿 dvd=📀 electric_plug=🔌 battery=🔋 satellite=📡
    cloud=☁️ globe_with_meridians=🌐 earth_africa=🌍 earth_americas=🌎 earth_asia=🌏 world_map=🗺️ office=🏢 hospital=🏥
    school=🏫 bank=🏦 house=🏠 factory=🏭 key=🔑 old_key=🗝️ lock=🔒 unlock=🔓 closed_lock_with_key=🔐
    lock_with_ink_pen=🔏 shield=🛡️ police_car=🚓 ambulance=🚑 fire=🔥 fire_engine=🚒 boom=💥 collision=💥 zap=⚡ bug=🐛
    beetle=🐞 ant=🐜 wrench=🔧 hammer=🔨 hammer_and_wrench=🛠️ tools=🛠️ gear=⚙️ nut_and_bolt=🔩 toolbox=🧰 broom=🧹
    wastebasket=🗑️ recycle=♻️ rocket=🚀 ship=🚢 truck=🚚 airplane=✈️ car=🚗 anchor=⚓ tada=🎉 confetti_ball=🎊
    sparkles=✨ star=⭐ star2=🌟 dizzy=💫 trophy=🏆 medal_sports=🏅 1st_place_medal=🥇 gift=🎁 balloon=🎈 art=🎨
    microscope=🔬 telescope=🔭 test_tube=🧪 alembic=⚗️ pill=💊 syringe=💉 stethoscope=🩺 thermometer=🌡️ bulb=💡
    flashlight=🔦 mag=🔍 mag_right=🔎 eyes=👀 eye=👁️ speech_balloon=💬 thought_balloon=💭 loudspeaker=📢 mega=📣
    bell=🔔 no_bell=🔕 chart_with_upwards_trend=📈 chart_with_downwards_trend=📉 bar_chart=📊 abacus=🧮 moneybag=💰
    dollar=💵 euro=💶 credit_card=💳 scales=⚖️ balance_scale=⚖️ handshake=🤝 +1=👍 thumbsup=👍 -1=👎 thumbsdown=👎
    ok_hand=👌 clap=👏 raised_hands=🙌 raised_hand=✋ hand=✋ wave=👋 pray=🙏 muscle=💪 point_right=👉 point_left=👈
    point_up=☝️ point_down=👇 writing_hand=✍️ busts_in_silhouette=👥 bust_in_silhouette=👤 family=👪 baby=👶 woman=👩
    man=👨 smile=😄 smiley=😃 grinning=😀 slightly_smiling_face=🙂 wink=😉 joy=😂 thinking=🤔 neutral_face=😐
    confused=😕 disappointed=😞 cry=😢 sweat_smile=😅 sunglasses=😎 heart=❤️ green_heart=💚 blue_heart=💙
    yellow_heart=💛 purple_heart=💜 broken_heart=💔 100=💯 red_circle=🔴 orange_circle=🟠 yellow_circle=🟡
    green_circle=🟢 large_blue_circle=🔵 white_circle=⚪ black_circle=⚫ red_square=🟥 yellow_square=🟨 green_square=🟩
    white_large_square=⬜ black_large_square=⬛ small_blue_diamond=🔹 small_orange_diamond=🔸 arrow_right=➡️ arrow_left=⬅️
    arrow_up=⬆️ arrow_down=⬇️ arrow_right_hook=↪️ leftwards_arrow_with_hook=↩️ arrows_counterclockwise=🔄
    arrows_clockwise=🔃 repeat=🔁 fast_forward=⏩ play_or_pause_button=⏯️ information_source=ℹ️ sos=🆘 new=🆕 free=🆓 ok=🆗
    up=🆙 soon=🔜 top=🔝 one=1️⃣ two=2️⃣ three=3️⃣ four=4️⃣ five=5️⃣ six=6️⃣ seven=7️⃣ eight=8️⃣ nine=9️⃣ zero=0️⃣ seedling=🌱
    evergreen_tree=🌲 sunny=☀️ snowflake=❄️ umbrella=☔ coffee=☕ robot=🤖 ghost=👻 skull=💀 snake=🐍
    elephant=🐘 whale=🐳 turtle=🐢 rabbit2=🐇 dog=🐶 cat=🐱 cambodia=🇰🇭 thailand=🇹🇭 fr=🇫🇷 gb=🇬🇧 us=🇺🇸 es=🇪🇸 de=🇩🇪
    """
